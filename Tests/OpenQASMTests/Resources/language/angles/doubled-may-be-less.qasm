// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
angle[8] a = 3 * pi / 2;
uint[8] two = 2;
bit[2] r;
r[0] = two * a == pi;
r[1] = two * a < a;
