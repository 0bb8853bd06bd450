// parse: ok
// check: error 6
OPENQASM 3.0;
qubit q;
int n = 3;
n q;
