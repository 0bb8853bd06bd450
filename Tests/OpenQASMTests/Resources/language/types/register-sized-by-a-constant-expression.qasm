// parse: ok
// check: ok
// run: {"100000": 1}
OPENQASM 3.0;
const int n = 3;
bit[2 * n] r;
r[2 * n - 1] = 1;
