// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
angle[1] a = pi;
angle[1] b = 0.4;
bit[2] r;
r[0] = a == b;
r[1] = a > b;
