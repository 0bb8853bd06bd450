// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
array[int[8], 2] a = {5, 6};
array[int[8], 2] b = a;
b[0] = 7;
bit[2] r;
r[0] = a[0] == 7;
r[1] = b[1] == 6;
