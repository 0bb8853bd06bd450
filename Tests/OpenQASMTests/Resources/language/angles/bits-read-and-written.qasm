// parse: ok
// check: ok
// run: {"1101 01 1 0": 1}
// reading: literal-order
OPENQASM 3.0;
angle[4] a = 5 * pi / 4;
bit low = a[0];
bit high = a[-1];
bit[2] middle = a[1:2];
a[0:2] = "101";
bit[4] r = bit[4](a);
