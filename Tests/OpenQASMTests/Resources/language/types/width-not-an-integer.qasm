// parse: ok
// check: error 4
OPENQASM 3.0;
int[2.5] a;
