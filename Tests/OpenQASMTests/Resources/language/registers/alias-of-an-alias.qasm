// parse: ok
// check: ok
// run: {"01000": 1}
// reading: literal-order
OPENQASM 3.0;
output bit[5] c;
let tail = c[2:4];
let middle = tail[0:1];
middle[1] = 1;
