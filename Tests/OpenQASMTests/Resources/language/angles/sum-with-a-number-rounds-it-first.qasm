// parse: ok
// check: ok
// run: {"0100": 1}
// reading: angle
OPENQASM 3.0;
angle[4] a = pi / 4;
bit[4] r = bit[4](a + 0.13 * tau);
