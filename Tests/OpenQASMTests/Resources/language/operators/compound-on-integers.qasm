// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"1": 1}, "m": {"81": 1}}
OPENQASM 3.0;
output int n;
output int m;
n = 10;
n += 7;
n -= 3;
n *= 3;
n /= 4;
n %= 3;
m = 3;
m **= 4;
