// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
int n = 4;
uint[4] u = 9;
bit[3] r;
r[0] = sqrt(n) == 2.0;
r[1] = sqrt(u) == 3.0;
r[2] = floor(n) == 4.0;
