// parse: ok
// check: error 5
OPENQASM 3.0;
int n = 3;
array[int[8], n] a;
