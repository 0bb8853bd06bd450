// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
int three = 3;
bit[3] r;
r[0] = -three ** 2 == -9;
r[1] = (-three) ** 2 == 9;
r[2] = 10 - -three ** 2 == 19;
