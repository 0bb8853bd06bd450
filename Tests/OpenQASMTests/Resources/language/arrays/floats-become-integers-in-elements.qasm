// parse: ok
// check: ok
// run: {"1": 1}
// reading: float-to-int
OPENQASM 3.0;
float x = 3.75;
array[int[8], 2] a;
a[0] = x;
a[1] = -x;
bit r = a[0] == 3 && a[1] == -3;
