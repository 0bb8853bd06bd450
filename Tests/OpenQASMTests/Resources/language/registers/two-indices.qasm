// parse: ok
// check: error 5
OPENQASM 3.0;
bit[4] c;
bit d = c[0, 1];
