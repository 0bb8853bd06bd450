// parse: ok
// check: ok
// run: {"10": 1}
// reading: bit-operators
OPENQASM 3.0;
bit one = 1;
bit zero = 0;
output bit[2] r;
r[0] = ~one;
r[1] = ~zero;
