// parse: ok
// check: error 5
OPENQASM 3.2;
qubit q;
nop r;
