// parse: ok
// check: ok
// run: {"110": 1}
OPENQASM 3.0;
bit[3] r;
int zero = 0;
int[8] minus = -4;
uint[5] some = 16;
r[0] = bool(zero);
r[1] = bool(minus);
r[2] = bool(some);
