// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
bit[3] c;
let low = c[0:1];
c[1] = 1;
output bit r;
r = low[1];
