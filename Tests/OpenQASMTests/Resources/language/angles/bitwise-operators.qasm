// parse: ok
// check: ok
// run: {"0110 1000 1110 0110": 1}
OPENQASM 3.0;
angle[4] a = 9 * pi / 8;
angle[4] b = 15 * pi / 8;
bit[4] w = bit[4](~a);
bit[4] x = bit[4](angle[4](bit[4]("1010")) | angle[4](bit[4]("0110")));
bit[4] y = bit[4](angle[4](bit[4]("1010")) & angle[4](bit[4]("1100")));
bit[4] z = bit[4](a ^ b);
