// parse: ok
// check: ok
// run: {"1011 0 1": 1}
OPENQASM 3.0;
bit one = 1;
bit zero = 0;
bit[4] r;
r[0] = one & one;
r[1] = zero | one;
r[2] = one ^ one;
r[3] = ~zero;
