// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
array[int[8], 3] row = {7, 8, 9};
array[int[8], 2, 3] a;
a[1] = row;
row[0] = 0;
bit[4] r;
r[0] = a[1, 0] == 7;
r[1] = a[1, 2] == 9;
r[2] = a[0, 0] == 0;
r[3] = row[0] == 0;
