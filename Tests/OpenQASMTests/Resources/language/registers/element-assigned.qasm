// parse: ok
// check: ok
// run: {"1101": 1}
OPENQASM 3.0;
bit[4] c = "0011";
bool yes = true;
c[1] = 0;
c[2] = yes;
c[-1] = c[0];
