// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
complex a = 1.0 + 2.0im;
complex b = 1.0 - 2.0im;
bit[2] r;
r[0] = a == b;
r[1] = a != b;
