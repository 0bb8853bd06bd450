// parse: ok
// check: ok
// run: {"11111": 1}
OPENQASM 3.0;
array[int[8], 2, 3, 5] a;
bit[5] r;
r[0] = sizeof(a) == 2;
r[1] = sizeof(a, 0) == 2;
r[2] = sizeof(a, 1) == 3;
r[3] = sizeof(a, 2) == 5;
r[4] = sizeof(a[0], 0) == 3;
