// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
array[int[8], 3] a = {1, 2, 3};
a[0] += 9;
a[1] **= 5;
a[2] -= a[0];
bit[3] r;
r[0] = a[0] == 10;
r[1] = a[1] == 32;
r[2] = a[2] == -7;
