// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
array[int[8], 3] a = {1, 2, 3};
array[int[8], 3] b;
b = a;
a[0] = 100;
bit[2] r;
r[0] = b[0] == 1;
r[1] = b[2] == 3;
