// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"15": 1}, "m": {"255": 1}}
OPENQASM 3.0;
output uint[4] n;
output uint[8] m;
n = 15;
m = 255;
