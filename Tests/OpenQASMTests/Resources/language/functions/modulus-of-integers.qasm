// parse: ok
// check: ok
// run: {"11111": 1}
// reading: division
OPENQASM 3.0;
int a = -7;
bit[5] r;
r[0] = mod(7, 3) == 1;
r[1] = mod(a, 3) == -1;
r[2] = mod(7, -3) == 1;
r[3] = mod(a, -3) == -1;
r[4] = mod(a, 3) == a % 3;
