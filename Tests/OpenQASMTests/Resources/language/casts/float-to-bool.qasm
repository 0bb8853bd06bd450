// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
float small = 1e-9;
float zero = 0.0;
bit[3] r;
r[0] = bool(small);
r[1] = bool(zero);
r[2] = bool(-2.5);
