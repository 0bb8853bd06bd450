// parse: ok
// check: error 5
OPENQASM 3.0;
array[int[8], 2] a = {1, 2};
int[16] n = int[16](a);
