// parse: ok
// check: ok
// run: {"0001": 1}
// reading: literal-order
OPENQASM 3.0;
uint[4] n = 8;
bit[4] r = n[3:-1:0];
