// parse: ok
// check: ok
// run: {"1111": 1}
// input: n=-5
// input: u=9
// input: x=2.5
// input: yes=true
OPENQASM 3.0;
input int[8] n;
input uint[4] u;
input float x;
input bool yes;
bit[4] r;
r[0] = n == -5;
r[1] = u == 9;
r[2] = x == 2.5;
r[3] = yes;
