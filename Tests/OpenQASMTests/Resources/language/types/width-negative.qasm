// parse: ok
// check: error 4 5
OPENQASM 3.0;
int[-3] a;
bit[2 - 5] b;
