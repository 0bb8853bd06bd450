// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
int n = 7;
bit[4] r;
r[0] = n / 2 == 3;
r[1] = n / 2.0 == 3.5;
r[2] = 1 / 2 == 0;
r[3] = float(n) / 2 == 3.5;
