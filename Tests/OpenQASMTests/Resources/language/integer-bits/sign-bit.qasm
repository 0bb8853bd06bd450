// parse: ok
// check: ok
// run: {"110": 1}
// reading: literal-order
OPENQASM 3.0;
int[8] plus = 100;
int[8] minus = -100;
bit[3] r;
r[0] = plus[7];
r[1] = minus[7];
r[2] = minus[-1];
