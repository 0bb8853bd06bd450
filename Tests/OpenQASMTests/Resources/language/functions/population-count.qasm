// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
bit[8] c = "1011_0001";
uint[6] n = 37;
output bit[4] r;
r[0] = popcount(c) == 4;
r[1] = popcount(n) == 3;
r[2] = popcount("0000") == 0;
r[3] = popcount(~c) == 4;
