// parse: ok
// check: error 5
OPENQASM 3.0;
array[int[8], 3, 2] a;
a[2, 2] = 1;
