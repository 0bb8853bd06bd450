// parse: ok
// check: error 5
OPENQASM 3.0;
bit[4] c;
bit[2] d = c[{0, 4}];
