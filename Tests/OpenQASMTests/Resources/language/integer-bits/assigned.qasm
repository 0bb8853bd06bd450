// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"9": 1}, "m": {"-128": 1}}
// reading: literal-order
OPENQASM 3.0;
output uint[4] n;
output int[8] m;
n[0] = 1;
n[3] = true;
m[-1] = 1;
