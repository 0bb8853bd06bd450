// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
bit one = 1;
bit zero = 0;
output bit[2] r;
r[0] = int[8](one) + uint[8](one) == 2;
r[1] = int(zero) == 0 && bool(one);
