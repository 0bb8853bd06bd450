// parse: ok
// check: ok
// run: {"111": 1}
// input: n=4
OPENQASM 3.0;
input int n;
const int k = 3;
array[int[16], 3] a = {n * 2, k ** 2, -n};
bit[3] r;
r[0] = a[0] == 8;
r[1] = a[1] == 9;
r[2] = a[2] == -4;
