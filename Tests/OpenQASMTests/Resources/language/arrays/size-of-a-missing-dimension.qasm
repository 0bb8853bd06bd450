// parse: ok
// check: error 5
OPENQASM 3.0;
array[int[8], 2, 3] a;
uint n = sizeof(a, 2);
