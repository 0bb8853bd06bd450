// parse: ok
// check: error 4 5 6
OPENQASM 3.0;
array[int[8], 2, 2] a = {1, 2};
array[int[8], 2] b = {{1, 2}, {3, 4}};
array[int[8], 2, 2] c = {{1, 2}, {3}};
