// parse: ok
// check: ok
// run: {"1111": 1}
// reading: shifts
OPENQASM 3.0;
int a = 12;
uint b = 10;
bit[4] r;
r[0] = ~a == -13;
r[1] = (a & 10) == 8;
r[2] = (b ^ 3) == 9;
r[3] = ~b > 10;
