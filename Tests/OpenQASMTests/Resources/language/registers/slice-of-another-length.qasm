// parse: ok
// check: error 5 6
OPENQASM 3.0;
bit[4] c;
bit[2] d = c[0:2];
c[0:1] = "101";
