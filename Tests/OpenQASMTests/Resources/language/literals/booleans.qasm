// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
bit[2] r;
r[0] = false;
r[1] = true;
