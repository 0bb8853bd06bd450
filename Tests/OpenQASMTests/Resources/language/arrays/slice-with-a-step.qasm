// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
array[int[8], 5] a = {10, 11, 12, 13, 14};
array[int[8], 3] even = a[0:2:4];
array[int[8], 3] back = a[3:-1:1];
bit[3] r;
r[0] = even[1] == 12 && even[2] == 14;
r[1] = back[0] == 13;
r[2] = back[1] == 12 && back[2] == 11;
