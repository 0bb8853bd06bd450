// parse: ok
// check: ok
// run: {"01": 1}
// reading: literal-order
OPENQASM 3.0;
bit[4] c = "1000";
output bit[2] r;
r[0] = c[-1];
r[-1] = c[-4];
