// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
array[int[8], 5] a = {10, 11, 12, 13, 14};
array[int[8], 3] b = a[1:3];
array[int[8], 2] c = a[-2:-1];
bit[3] r;
r[0] = b[0] == 11 && b[2] == 13;
r[1] = c[0] == 13;
r[2] = c[1] == 14;
