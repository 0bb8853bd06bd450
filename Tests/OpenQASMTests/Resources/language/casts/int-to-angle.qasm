// parse: ok
// check: error 5
OPENQASM 3.0;
int[8] n = 3;
angle[8] a = angle[8](n);
