// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
array[uint[8], 4] a = {2, 3, 1, 0};
bit r = a[a[a[0]]] == 3;
