// parse: ok
// check: ok
// run: {"110100101": 1}
OPENQASM 3.0;
int a = -2;
int b = 3;
bit[9] r;
r[0] = a < b;
r[1] = b < a;
r[2] = a <= a;
r[3] = b <= a;
r[4] = a > b;
r[5] = b > a;
r[6] = a >= b;
r[7] = b >= b;
r[8] = a != b;
