// parse: ok
// check: error 6
OPENQASM 3.0;
array[int[8], 2] a;
array[int[8], 3] b;
b = a;
