// parse: ok
// check: ok
// run: {"1111": 1}
// reading: shifts
OPENQASM 3.0;
int[8] a = -6;
int[8] b = 100;
bit[4] r;
r[0] = (a >> 1) == -3;
r[1] = (a >> 2) == -2;
r[2] = (b << 1) == -56;
r[3] = (a << 2) == -24;
