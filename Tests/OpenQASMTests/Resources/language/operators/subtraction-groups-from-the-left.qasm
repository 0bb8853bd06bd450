// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
int a = 20;
bit[3] r;
r[0] = a - 5 - 3 == 12;
r[1] = a / 5 / 2 == 2;
r[2] = a / 3 * 3 == 18;
