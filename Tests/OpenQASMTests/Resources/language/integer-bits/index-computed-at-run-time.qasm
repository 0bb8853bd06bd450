// parse: ok
// check: ok
// run: {"1": 1}
// outputs: {"n": {"64": 1}}
// input: i=6
OPENQASM 3.0;
input int i;
output uint[8] n;
output bit r;
n[i] = 1;
r = n[i - 8];
