// parse: ok
// check: ok
// run: {"10110000": 1}
OPENQASM 3.0;
angle[4] a = 11 * pi / 8;
angle[8] b = angle[8](a);
bit[8] r = bit[8](b);
