// parse: ok
// check: ok
// run: {"100": 1}
OPENQASM 3.0;
const float x = 3.9;
bit[int(x)] r;
r[2] = 1;
