// parse: ok
// check: ok
// run: {"11": 1}
// input: a=[3, -4, 5]
// input: b=[[1, 2], [3, 4]]
OPENQASM 3.0;
input array[int[8], 3] a;
input array[int[8], 2, 2] b;
bit[2] r;
r[0] = a[0] + a[1] + a[2] == 4;
r[1] = b[1, 0] == 3;
