// parse: error 3
OPENQASM 3.0;
array[array[int[8], 2], 3] a;
