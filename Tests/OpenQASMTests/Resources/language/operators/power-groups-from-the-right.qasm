// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
bit[3] r;
int two = 2;
r[0] = 2 ** 3 ** 2 == 512;
r[1] = two ** two ** 3 == 256;
r[2] = (two ** 3) ** two == 64;
