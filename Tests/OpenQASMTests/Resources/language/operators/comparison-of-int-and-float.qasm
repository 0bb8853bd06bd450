// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
int n = 2;
float x = 2.5;
bit[3] r;
r[0] = n < x;
r[1] = n == x;
r[2] = 2 == 2.0;
