// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
array[int[8], 2, 3] a;
a[1, 2] = 7;
a[0][1] = 5;
a[-1, 0] = a[1, 2] - a[0, 1];
bit[3] r;
r[0] = a[1, 2] == 7;
r[1] = a[0, 1] == 5;
r[2] = a[1, 0] == 2;
