// parse: ok
// check: ok
// run: {"1111": 1}
// reading: literal-order
OPENQASM 3.0;
array[int[8], 3] a = {0, 5, -1};
a[0][3] = 1;
bit[4] r;
r[0] = a[0] == 8;
r[1] = a[1][0];
r[2] = !a[1][1];
r[3] = a[2][-1];
