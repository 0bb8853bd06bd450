// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
float[64] x = 1.0 + 2.0 ** -40;
float[32] y = float[32](x);
bit[2] r;
r[0] = float[64](y) == x;
r[1] = float[64](y) == 1.0;
