// parse: ok
// check: error 5 6
OPENQASM 3.0;
int[8] n = 3;
bit a = n[8];
n[-9] = 1;
