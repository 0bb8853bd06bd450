// parse: ok
// check: error 5 6
OPENQASM 3.0;
array[int[8], 3] a;
int[8] m = a[3];
a[-4] = 1;
