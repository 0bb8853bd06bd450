// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
array[int[8], 4] a = {1, 2, 3, 4};
a[1] = 20;
a[-1] = a[0] + a[1];
bit[4] r;
r[0] = a[0] == 1;
r[1] = a[1] == 20;
r[2] = a[2] == 3;
r[3] = a[3] == 21;
