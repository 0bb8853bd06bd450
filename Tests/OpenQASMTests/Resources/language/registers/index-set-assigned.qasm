// parse: ok
// check: ok
// run: {"10010": 1}
// reading: literal-order
OPENQASM 3.0;
bit[5] c;
c[{4, 1}] = "11";
