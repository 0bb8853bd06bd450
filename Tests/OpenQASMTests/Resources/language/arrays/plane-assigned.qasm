// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
array[int[8], 2, 2] plane = {{1, 2}, {3, 4}};
array[int[8], 3, 2, 2] a;
a[-1] = plane;
a[0, 1] = plane[0];
bit[3] r;
r[0] = a[2, 1, 0] == 3;
r[1] = a[0, 1, 1] == 2;
r[2] = a[1, 1, 1] == 0;
