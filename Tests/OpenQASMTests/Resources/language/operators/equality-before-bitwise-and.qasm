// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
bit one = 1;
bit zero = 0;
output bit[2] r;
r[0] = one & zero == zero;
r[1] = (one & one) == zero;
