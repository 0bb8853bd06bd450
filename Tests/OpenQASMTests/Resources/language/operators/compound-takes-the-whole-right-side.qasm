// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"14": 1}}
OPENQASM 3.0;
output int n;
n = 2;
n *= 3 + 4;
