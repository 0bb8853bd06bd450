// parse: ok
// check: ok
// run: {"1101": 1}
// reading: literal-order
OPENQASM 3.0;
bit[6] source = "110100";
output bit[4] r;
r[2:3] = source[4:5];
r[0:1] = source[2:3];
