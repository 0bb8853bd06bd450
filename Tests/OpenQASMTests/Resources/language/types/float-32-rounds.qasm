// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
float[32] x = 16777216.0;
float[32] one = 1.0;
float[32] y = x + one;
bit r = y == x;
