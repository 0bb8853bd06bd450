// parse: ok
// check: error 6
OPENQASM 3.0;
array[int[8], 2] a = {1, 2};
bit c;
if (a) { c = 1; }
