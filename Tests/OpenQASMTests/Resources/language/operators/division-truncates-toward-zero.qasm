// parse: ok
// check: ok
// run: {"1111": 1}
// reading: division
OPENQASM 3.0;
int a = -7;
int b = 2;
bit[4] r;
r[0] = a / b == -3;
r[1] = 7 / -b == -3;
r[2] = a / -b == 3;
r[3] = -1 / b == 0;
