// parse: ok
// check: ok
// run: {"1010": 1}
// reading: literal-order
OPENQASM 3.0;
output bit[4] c;
let odd = c[1:2:3];
odd = "11";
