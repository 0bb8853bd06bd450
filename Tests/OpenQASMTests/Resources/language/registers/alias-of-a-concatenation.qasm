// parse: ok
// check: ok
// run: {"11 001": 1}
// reading: literal-order
OPENQASM 3.0;
output bit[3] a;
output bit[2] b;
let both = a ++ b;
both[0] = 1;
both[3] = 1;
both[4] = 1;
