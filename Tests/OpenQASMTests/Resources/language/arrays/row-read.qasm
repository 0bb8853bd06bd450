// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
array[int[8], 2, 2] a = {{1, 2}, {3, 4}};
array[int[8], 2] row;
row = a[1];
bit[2] r;
r[0] = row[0] == 3;
r[1] = row[1] == 4;
