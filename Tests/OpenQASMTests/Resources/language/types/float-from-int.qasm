// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
int n = 7;
float x = n;
float[32] y = 3;
bit[2] r;
r[0] = x == 7.0;
r[1] = x / 2 == 3.5 && y == 3.0;
