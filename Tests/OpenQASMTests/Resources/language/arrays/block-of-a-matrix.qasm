// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
array[int[8], 3, 3] a = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
array[int[8], 2, 2] corner = a[1:2, 0:1];
bit r = corner[0, 0] == 4 && corner[0, 1] == 5 && corner[1, 0] == 7 && corner[1, 1] == 8;
