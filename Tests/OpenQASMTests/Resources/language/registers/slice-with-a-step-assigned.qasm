// parse: ok
// check: ok
// run: {"010001": 1}
// reading: literal-order
OPENQASM 3.0;
bit[6] c;
c[0:2:4] = "101";
c[4:-2:2] = "01";
