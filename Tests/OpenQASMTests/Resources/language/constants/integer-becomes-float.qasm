// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
const uint[8] n = 5;
const float[32] x = n;
bit r = x / 2 == 2.5;
