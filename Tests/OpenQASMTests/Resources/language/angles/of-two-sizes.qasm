// parse: ok
// check: ok
// run: {"11110000": 1}
// reading: angle
OPENQASM 3.0;
angle[4] a = pi / 2;
angle[8] b = 11 * pi / 8;
bit[8] r = bit[8](a + b);
