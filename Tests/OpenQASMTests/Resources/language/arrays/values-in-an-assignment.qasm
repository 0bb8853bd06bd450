// parse: error 4
OPENQASM 3.0;
array[int[8], 2] a;
a = {1, 2};
