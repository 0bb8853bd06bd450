// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
array[int[8], 0] a;
bit r = sizeof(a) == 0;
