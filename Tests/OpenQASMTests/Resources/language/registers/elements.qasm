// parse: ok
// check: ok
// run: {"0011": 1}
// reading: literal-order
OPENQASM 3.0;
bit[4] c = "1010";
output bit[4] r;
r[0] = c[1];
r[1] = c[3];
r[2] = c[0];
r[3] = c[2];
