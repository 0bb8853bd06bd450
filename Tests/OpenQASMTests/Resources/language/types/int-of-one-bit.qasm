// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
int[1] minus = -1;
int[1] zero = 0;
bit[2] r;
r[0] = minus < 0;
r[1] = zero == 0;
