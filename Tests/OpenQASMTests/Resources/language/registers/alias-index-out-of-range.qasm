// parse: ok
// check: error 6
OPENQASM 3.0;
bit[4] c;
let part = c[0:1];
part[2] = 1;
