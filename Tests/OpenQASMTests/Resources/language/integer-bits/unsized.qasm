// parse: ok
// check: ok
// run: {"101": 1}
// reading: literal-order
OPENQASM 3.0;
int n = -2;
bit[3] r;
r[0] = n[-1];
r[1] = n[0];
r[2] = n[63];
