// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"5": 1}, "m": {"0": 1}}
OPENQASM 3.0;
angle[4] a = 11 * pi / 8;
angle[4] b = pi / 4;
output uint[4] n;
output uint[4] m;
n = a / b;
m = b / a;
