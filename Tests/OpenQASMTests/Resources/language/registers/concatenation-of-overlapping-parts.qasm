// parse: ok
// check: error 5 6
OPENQASM 3.0;
bit[4] c;
let twice = c ++ c;
let overlap = c[0:2] ++ c[2:3];
