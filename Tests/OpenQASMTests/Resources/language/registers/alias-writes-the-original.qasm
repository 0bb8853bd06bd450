// parse: ok
// check: ok
// run: {"10100": 1}
// reading: literal-order
OPENQASM 3.0;
output bit[5] c;
let part = c[2:4];
part[0] = 1;
part[-1] = 1;
