// parse: ok
// check: ok
// run: {"10011": 1}
// reading: literal-order
OPENQASM 3.0;
bit[5] c = "11111";
c[2:3] = "00";
