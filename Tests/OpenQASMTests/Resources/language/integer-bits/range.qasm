// parse: ok
// check: ok
// run: {"1010 0101": 1}
// reading: literal-order
OPENQASM 3.0;
uint[8] n = 165;
bit[4] low = n[0:3];
bit[4] high = n[4:7];
