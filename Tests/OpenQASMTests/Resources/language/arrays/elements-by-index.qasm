// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
array[int[32], 5] a = {10, 11, 12, 13, 14};
bit[4] r;
r[0] = a[0] == 10;
r[1] = a[4] == 14;
r[2] = a[-1] == 14;
r[3] = a[-5] == 10;
