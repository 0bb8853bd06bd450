// parse: ok
// check: ok
// run: {"0101": 1}
OPENQASM 3.0;
bool yes = true;
bool no = false;
bit[4] r;
r[0] = yes != no;
r[1] = yes == no;
r[2] = no == false;
r[3] = yes != true;
