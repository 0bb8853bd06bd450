// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"-12": 1}, "m": {"7": 1}}
// reading: outputs
output int n;
output uint[3] m;
n = 3 * -4;
m = 15;
