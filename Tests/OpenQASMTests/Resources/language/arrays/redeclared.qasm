// parse: ok
// check: error 5
OPENQASM 3.0;
array[int[8], 2] a;
int a = 3;
