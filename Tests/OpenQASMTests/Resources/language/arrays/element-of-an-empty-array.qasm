// parse: ok
// check: error 5 6
OPENQASM 3.0;
array[int[8], 0] a;
int[8] n = a[0];
int[8] m = a[-1];
