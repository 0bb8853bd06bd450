// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
int[16] n = -7;
uint[4] m = 9;
bit[3] r;
r[0] = float(n) / 2 == -3.5;
r[1] = float[64](m) / 2 == 4.5;
r[2] = float[32](n) == -7.0;
