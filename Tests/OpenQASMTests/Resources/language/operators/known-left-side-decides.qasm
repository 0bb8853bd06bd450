// parse: ok
// check: ok
// run: {"0101": 1}
OPENQASM 3.0;
int zero;
bit[4] c;
c[0] = 1 < 2 || 1 / zero == 1;
c[1] = 1 > 2 && 1 % zero == 1;
c[2] = false || zero == 0;
c[3] = true && zero != 0;
