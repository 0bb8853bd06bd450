// parse: ok
// check: error 5 6
OPENQASM 3.0;
int[8] n = 5;
bit[4] c = bit[4](n);
bit[16] d = bit[16](n);
