// parse: ok
// check: error 4
OPENQASM 3.0;
array[int[8], 3] a = {1, 2};
