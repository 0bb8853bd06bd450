// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
bool yes = true;
bool no = false;
bit[4] r;
r[0] = int(yes) + int[8](yes) == 2;
r[1] = uint[3](yes) + uint(yes) == 2;
r[2] = float(yes) == 1.0 && float[32](no) == 0.0;
r[3] = int(no) == 0;
