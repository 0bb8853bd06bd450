// parse: ok
// check: ok
// run: {"1010 0110 0001": 1}
OPENQASM 3.0;
angle[4] a = 9 * pi / 8;
angle[4] b = pi;
angle[4] c = 3 * pi / 8;
bit[4] x = bit[4](a + b);
bit[4] y = bit[4](a - c);
bit[4] z = bit[4](c - a);
