// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
int a = 2;
bit[3] r;
r[0] = a + 3 * 4 == 14;
r[1] = 20 - 7 % 4 * a == 14;
r[2] = (a + 3) * 4 == 20;
