// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
uint[8] one = 1;
uint[4] n = 5;
bit[2] r;
r[0] = (one << n) == 32;
r[1] = (1 << n) == 32;
