// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
array[uint[4], 2] a = {15, 3};
a[0] += 2;
a[1] = a[1] - a[1] - a[0];
bit[2] r;
r[0] = a[0] == 1;
r[1] = a[1] == 15;
