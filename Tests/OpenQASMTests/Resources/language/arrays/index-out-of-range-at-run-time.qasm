// parse: ok
// check: ok
// run: fault 9
// input: i=3
OPENQASM 3.0;
input int i;
array[int[8], 3] a = {1, 2, 3};
int[8] m = a[2];
m = a[i];
