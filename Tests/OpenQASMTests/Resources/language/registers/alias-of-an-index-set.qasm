// parse: ok
// check: ok
// run: {"10001": 1}
// reading: literal-order
OPENQASM 3.0;
output bit[5] c;
let ends = c[{0, 4}];
ends = "11";
