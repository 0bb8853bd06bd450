// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
array[int[8], 2, 2,] a = {{1, 2,}, {3, 4,},};
bit[2] r;
r[0] = a[0, 1,] == 2;
r[1] = a[1, 0] == 3;
