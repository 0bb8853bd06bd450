// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
uint[64] all;
all = ~all;
bit[3] r;
r[0] = popcount(all) == 64;
r[1] = all[63];
r[2] = all > 9223372036854775807;
