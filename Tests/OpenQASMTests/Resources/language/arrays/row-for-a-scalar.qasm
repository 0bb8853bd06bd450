// parse: ok
// check: error 5
OPENQASM 3.0;
array[int[8], 3, 2] a;
int[8] n = a[0];
