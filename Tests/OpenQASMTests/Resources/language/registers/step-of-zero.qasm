// parse: ok
// check: error 5
OPENQASM 3.0;
bit[4] c;
let part = c[0:0:3];
