// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
int a = 6;
int b = 3;
int c = 8;
bit[4] r;
r[0] = (a | b & c) == 6;
r[1] = (a ^ a & b) == 4;
r[2] = (c | a ^ b) == 13;
r[3] = (c ^ a | b) == 15;
