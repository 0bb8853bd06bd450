// parse: ok
// check: error 5
OPENQASM 3.0;
qubit q;
h q;
