// parse: error 4
OPENQASM 3.0;
array[int[8], 2] a = {1, 2};
array[int[8], 4] b = a ++ a;
