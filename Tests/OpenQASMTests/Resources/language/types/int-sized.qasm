// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"-7": 1}, "m": {"120": 1}}
OPENQASM 3.0;
output int[8] n;
output int[16] m;
n = -7;
m = 127;
m += n;
