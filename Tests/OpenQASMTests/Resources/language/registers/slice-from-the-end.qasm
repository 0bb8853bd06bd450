// parse: ok
// check: ok
// run: {"10": 1}
// reading: literal-order
OPENQASM 3.0;
bit[5] c = "10011";
output bit[2] r;
r = c[-2:-1];
