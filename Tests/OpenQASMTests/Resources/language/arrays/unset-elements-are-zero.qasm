// parse: ok
// check: ok
// run: {"111": 1}
// reading: undefined
OPENQASM 3.0;
array[int[8], 2, 2] a;
array[float, 3] b;
array[bool, 1] c;
bit[3] r;
r[0] = a[0, 0] == 0 && a[1, 1] == 0;
r[1] = b[2] == 0.0;
r[2] = !c[0];
