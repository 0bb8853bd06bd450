// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
bool yes = true;
bool no = false;
bit[2] r;
r[0] = !yes || no;
r[1] = !no && yes;
