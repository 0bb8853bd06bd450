// parse: ok
// check: ok
// run: {"10": 1}
// reading: literal-order
OPENQASM 3.0;
bit[5] c = "01100";
let part = c[2:4];
output bit[2] r;
r[0] = part[2];
r[1] = part[0] & part[1];
