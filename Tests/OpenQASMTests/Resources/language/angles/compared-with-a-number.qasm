// parse: ok
// check: ok
// run: {"1101": 1}
// reading: angle
OPENQASM 3.0;
angle[8] a = pi / 4;
bit[4] r;
r[0] = a == pi / 4;
r[1] = a > pi;
r[2] = a == 9 * pi / 4;
r[3] = pi > a;
