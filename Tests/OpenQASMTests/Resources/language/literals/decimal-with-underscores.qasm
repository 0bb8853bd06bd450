// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
bit[2] r;
r[0] = 1_000_000 == 1000000;
r[1] = 9_0 - 1_0 == 80;
