// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
array[int[8], 3] a = {4, 5, 6};
array[int[8], 1] one = a[1:1];
bit r = one[0] == 5;
