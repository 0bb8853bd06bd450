// parse: ok
// check: ok
// run: {"1111": 1}
// reading: shifts
OPENQASM 3.0;
int[8] a = -6;
int[8] b = 12;
bit[4] r;
r[0] = (a & b) == 8;
r[1] = (a | b) == -2;
r[2] = (a ^ b) == -10;
r[3] = ~a == 5;
