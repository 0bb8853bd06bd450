// parse: ok
// check: ok
// run: {"1001": 1}
// reading: literal-order
OPENQASM 3.0;
uint[8] n = 0b1001_0110;
bit[4] r = n[-4:-1];
