// parse: ok
// check: ok
// run: {"101101": 1}
OPENQASM 3.0;
float a = -0.5;
float b = 0.25;
bit[6] r;
r[0] = a < b;
r[1] = a == b;
r[2] = b >= b;
r[3] = b > a;
r[4] = b <= a;
r[5] = a != b;
