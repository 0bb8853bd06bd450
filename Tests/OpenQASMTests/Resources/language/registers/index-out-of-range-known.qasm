// parse: ok
// check: error 5 6
OPENQASM 3.0;
bit[4] c;
c[4] = 1;
bit d = c[-5];
