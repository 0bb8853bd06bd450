// parse: ok
// check: ok
// run: {"1 1": 1}
// outputs: {"n": {"3": 1}, "m": {"-1": 1}}
// reading: promotion
OPENQASM 3.0;
bit a = 1;
bit b = 1;
bool yes = true;
output int n;
output int m;
n = a + b + yes;
m = -yes;
