// parse: ok
// check: ok
// run: {"011": 1}
OPENQASM 3.0;
bool yes = true;
bool no = false;
bit[3] r;
r[0] = yes || yes && no;
r[1] = no && no || yes;
r[2] = (yes || yes) && no;
