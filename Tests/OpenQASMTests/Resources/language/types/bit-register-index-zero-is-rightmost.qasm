// parse: ok
// check: ok
// run: {"01 0011": 1}
// reading: literal-order
OPENQASM 3.0;
bit[4] source = "0011";
bit[2] r;
r[0] = source[0];
r[1] = source[3];
