// parse: ok
// check: error 6
OPENQASM 3.0;
array[int[8], 2] a = {1, 2};
array[int[8], 2] b = {3, 4};
a = a + b;
