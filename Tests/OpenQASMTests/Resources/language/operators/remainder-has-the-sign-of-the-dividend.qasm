// parse: ok
// check: ok
// run: {"1111": 1}
// reading: division
OPENQASM 3.0;
int a = -7;
int b = 3;
bit[4] r;
r[0] = a % b == -1;
r[1] = 7 % -b == 1;
r[2] = a % -b == -1;
r[3] = (a / b) * b + a % b == a;
