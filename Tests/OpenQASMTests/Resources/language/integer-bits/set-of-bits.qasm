// parse: ok
// check: ok
// run: {"011": 1}
// reading: literal-order
OPENQASM 3.0;
uint[8] n = 0b1001_0010;
bit[3] r = n[{1, 7, 0}];
