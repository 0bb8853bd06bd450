// parse: ok
// check: ok
// run: {"110011": 1}
OPENQASM 3.0;
angle[8] a = pi / 4;
angle[8] b = 3 * pi / 2;
bit[6] r;
r[0] = a < b;
r[1] = b > a;
r[2] = a == b;
r[3] = a >= b;
r[4] = a != b;
r[5] = a <= b;
