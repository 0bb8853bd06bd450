// parse: ok
// check: ok
// run: {"0110": 1}
OPENQASM 3.0;
bool yes = true;
bool no = false;
bool unset;
bit[4] r;
r[0] = no;
r[1] = yes;
r[2] = !no;
r[3] = unset;
