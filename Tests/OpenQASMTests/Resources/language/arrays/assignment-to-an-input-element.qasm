// parse: ok
// check: error 6
// input: a=[1, 2]
OPENQASM 3.0;
input array[int[8], 2] a;
a[0] = 4;
