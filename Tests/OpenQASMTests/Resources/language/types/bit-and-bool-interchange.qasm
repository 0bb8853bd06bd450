// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
bit[3] r;
bit one = 1;
bool yes = one;
bit back = yes;
bool no = false;
output bit[3] seen;
seen[0] = back;
seen[1] = no;
seen[2] = yes;
