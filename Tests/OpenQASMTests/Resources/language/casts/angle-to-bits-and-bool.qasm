// parse: ok
// check: ok
// run: {"10 0110": 1}
OPENQASM 3.0;
angle[4] a = 3 * pi / 4;
angle[4] none = 0.0;
bit[4] c = bit[4](a);
bit[2] r;
r[0] = bool(none);
r[1] = bool(a);
