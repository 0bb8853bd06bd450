// parse: ok
// check: ok
// run: {"1100 0100 0000": 1}
OPENQASM 3.0;
angle[4] none = 2 * pi;
angle[4] past = 5 * pi / 2;
angle[4] negative = -pi / 2;
bit[4] a = bit[4](none);
bit[4] b = bit[4](past);
bit[4] c = bit[4](negative);
