// parse: ok
// check: error 5
OPENQASM 3.0;
array[int[8], 3] a;
int[8] n = a[1.0];
