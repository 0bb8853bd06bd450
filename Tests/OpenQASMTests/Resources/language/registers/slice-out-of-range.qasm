// parse: ok
// check: error 5
OPENQASM 3.0;
bit[4] c;
bit[3] d = c[2:4];
