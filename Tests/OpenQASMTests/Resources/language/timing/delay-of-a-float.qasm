// parse: ok
// check: error 5
OPENQASM 3.0;
qubit q;
delay[0.5] q;
