// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
array[int[8], 4] a = {1, 2, 3, 4};
array[int[8], 4] b;
b[3:-1:0] = a;
bit r = b[0] == 4 && b[1] == 3 && b[2] == 2 && b[3] == 1;
