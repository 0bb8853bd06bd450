// parse: ok
// check: error 5
OPENQASM 3.0;
int n = 3;
angle[8] a = n;
