// parse: ok
// check: error 5
OPENQASM 3.0;
bit[4] c;
c[1.5] = 1;
