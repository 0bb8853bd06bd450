// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
array[int[8], 4] a = {1, 2, 3, 4};
array[int[8], 2] b = {8, 9};
a[1:2] = b;
bit[4] r;
r[0] = a[0] == 1;
r[1] = a[1] == 8;
r[2] = a[2] == 9;
r[3] = a[3] == 4;
