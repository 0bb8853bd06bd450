// parse: ok
// check: ok
// run: {"1 11": 1}
// input: mask="10"
// input: turn=3.141592653589793
// input: one="1"
OPENQASM 3.0;
input bit[2] mask;
input angle[8] turn;
input bit one;
output bit[2] r;
output bit last;
r[0] = mask[1] == 1 && mask[0] == 0;
r[1] = turn == pi;
last = one;
