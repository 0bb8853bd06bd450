// parse: ok
// check: error 5 6
OPENQASM 3.0;
array[float, 3] a;
float x = a[0, 1];
float y = a[0][1];
