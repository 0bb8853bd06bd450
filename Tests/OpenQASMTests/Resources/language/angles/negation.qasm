// parse: ok
// check: ok
// run: {"0000 1101": 1}
OPENQASM 3.0;
angle[4] a = 3 * pi / 8;
bit[4] x = bit[4](-a);
bit[4] y = bit[4](a + (-a));
