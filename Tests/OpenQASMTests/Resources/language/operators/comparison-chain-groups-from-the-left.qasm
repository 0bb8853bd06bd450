// parse: ok
// check: ok
// run: {"10": 1}
// reading: promotion
OPENQASM 3.0;
int a = 3;
bit[2] r;
r[0] = a > 2 > 1;
r[1] = 1 < a < 2;
