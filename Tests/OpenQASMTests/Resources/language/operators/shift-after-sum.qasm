// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
int a = 1;
bit[2] r;
r[0] = a << 2 + 1 == 8;
r[1] = 64 >> 1 << a == 64;
