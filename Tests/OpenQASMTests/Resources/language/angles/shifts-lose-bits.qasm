// parse: ok
// check: ok
// run: {"0000 0010 0010": 1}
OPENQASM 3.0;
angle[4] a = 9 * pi / 8;
bit[4] x = bit[4](a << 1);
bit[4] y = bit[4](a >> 2);
bit[4] z = bit[4](a << 4);
