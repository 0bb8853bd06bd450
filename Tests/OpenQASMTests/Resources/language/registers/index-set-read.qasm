// parse: ok
// check: ok
// run: {"011": 1}
// reading: literal-order
OPENQASM 3.0;
bit[5] c = "10010";
output bit[3] r;
r = c[{1, 4, 0}];
