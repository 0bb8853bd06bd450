// parse: ok
// check: ok
// run: {"1111": 1}
// reading: shifts
OPENQASM 3.0;
uint[4] a = 11;
bit[4] r;
r[0] = (a << 1) == 6;
r[1] = (a >> 1) == 5;
r[2] = (a << 3) == 8;
r[3] = (a >> 3) == 1;
