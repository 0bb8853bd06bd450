// parse: ok
// check: error 6
OPENQASM 3.0;
array[int[8], 3] a;
array[int[8], 2] b;
b = a[{0, 2}];
