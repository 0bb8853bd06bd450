// parse: ok
// check: error 6
// input: n=3
OPENQASM 3.0;
input int n;
n = 4;
