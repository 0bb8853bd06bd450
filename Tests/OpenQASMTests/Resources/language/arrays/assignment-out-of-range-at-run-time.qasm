// parse: ok
// check: ok
// run: fault 8
// input: i=-4
OPENQASM 3.0;
input int i;
array[int[8], 3] a = {1, 2, 3};
a[i] = 5;
