// parse: ok
// check: error 5
OPENQASM 3.0;
qubit q;
delay[5ns] r;
