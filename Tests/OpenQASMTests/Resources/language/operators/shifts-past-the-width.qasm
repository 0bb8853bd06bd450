// parse: ok
// check: ok
// run: {"1111": 1}
// reading: shifts
OPENQASM 3.0;
uint[4] a = 15;
uint b = 7;
bit[4] r;
r[0] = (a << 4) == 0;
r[1] = (a >> 4) == 0;
r[2] = (a << 100) == 0;
r[3] = (b >> 64) == 0 && (b << 65) == 0;
