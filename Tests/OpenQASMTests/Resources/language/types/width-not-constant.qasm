// parse: ok
// check: error 5 6
OPENQASM 3.0;
int n = 4;
int[n] a;
bit[n] b;
