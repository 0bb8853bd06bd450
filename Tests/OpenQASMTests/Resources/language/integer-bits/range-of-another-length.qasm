// parse: ok
// check: error 5 6
OPENQASM 3.0;
uint[8] n = 3;
bit[4] a = n[0:2];
n[0:3] = "101";
