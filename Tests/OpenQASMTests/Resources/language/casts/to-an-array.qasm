// parse: ok
// check: error 6
OPENQASM 3.0;
array[int[8], 2] a = {1, 2};
array[int[16], 2] b;
b = array[int[16], 2](a);
