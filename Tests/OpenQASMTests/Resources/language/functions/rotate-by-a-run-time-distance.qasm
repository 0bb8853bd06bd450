// parse: ok
// check: ok
// run: {"1000": 1}
// input: n=-1
OPENQASM 3.0;
input int n;
bit[4] c = "0001";
output bit[4] r;
r = rotl(c, n);
