// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"m": {"92": 1}}
// reading: literal-order
OPENQASM 3.0;
uint[8] n = 0b1100_0111;
output uint[8] m;
m[2:4] = n[0:2];
m[6] = n[7];
