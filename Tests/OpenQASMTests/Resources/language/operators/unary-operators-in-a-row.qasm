// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
int a = 5;
bit[4] r;
r[0] = - -a == 5;
r[1] = ~~a == 5;
r[2] = -~a == 6;
r[3] = !!bool(a);
