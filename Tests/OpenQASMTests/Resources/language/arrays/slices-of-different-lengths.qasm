// parse: ok
// check: error 6
OPENQASM 3.0;
array[int[8], 4] a;
array[int[8], 4] b;
a[0:2] = b[0:1];
