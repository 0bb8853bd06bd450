// parse: ok
// check: ok
// run: {"0101": 1}
// reading: promotion
OPENQASM 3.0;
int n = 5;
float zero = 0.0;
bit one = 1;
output bit[4] r;
r[0] = n && one;
r[1] = n && zero;
r[2] = zero || n;
r[3] = !n;
