// parse: ok
// check: error 4
OPENQASM 3.0;
array[int[8], -2] a;
