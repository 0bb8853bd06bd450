// parse: ok
// check: error 4
OPENQASM 3.0;
int[8] a = {1, 2};
