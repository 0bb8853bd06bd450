// parse: ok
// check: error 6
// input: n=2
OPENQASM 3.0;
input int n;
const int m = n + 1;
