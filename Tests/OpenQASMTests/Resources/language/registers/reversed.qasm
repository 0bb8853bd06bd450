// parse: ok
// check: ok
// run: {"0011": 1}
// reading: literal-order
OPENQASM 3.0;
bit[4] c = "1100";
output bit[4] r;
r = c[3:-1:0];
