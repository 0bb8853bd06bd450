// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
bool flag = true;
bit[2] r;
flag = false;
r[0] = flag;
flag = !flag;
r[1] = flag;
