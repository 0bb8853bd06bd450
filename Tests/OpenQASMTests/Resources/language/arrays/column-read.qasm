// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
array[int[8], 3, 2] a = {{1, 2}, {3, 4}, {5, 6}};
array[int[8], 3] right = a[0:2, 1];
array[int[8], 2] lower = a[1:2, 0];
bit[2] r;
r[0] = right[0] == 2 && right[1] == 4 && right[2] == 6;
r[1] = lower[0] == 3 && lower[1] == 5;
