// parse: error 3
OPENQASM 3.0;
array[int[8]] a;
