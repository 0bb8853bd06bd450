// parse: ok
// check: ok
// run: {"111": 1}
// input: n=-5
// input: m=200
// input: f=0.375
input int n;
input uint[8] m;
input float[64] f;
output bit[3] r;
r[0] = (n == -5);
r[1] = (m == 200);
r[2] = (f == 0.375);
