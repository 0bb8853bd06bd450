// parse: ok
// check: ok
// run: {"0011 1100": 1}
// reading: literal-order
OPENQASM 3.0;
uint[8] n = 0b0101_1010;
bit[4] even = n[0:2:6];
bit[4] odd = n[1:2:7];
