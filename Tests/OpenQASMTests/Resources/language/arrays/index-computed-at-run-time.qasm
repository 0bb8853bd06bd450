// parse: ok
// check: ok
// run: {"11": 1}
// input: i=1
OPENQASM 3.0;
input int i;
array[int[8], 4] a = {4, 5, 6, 7};
a[i + 1] = 9;
bit[2] r;
r[0] = a[i * 2] == 9;
r[1] = a[-i] == 7;
