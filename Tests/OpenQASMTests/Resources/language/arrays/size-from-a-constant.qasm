// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
const uint rows = 2;
const int columns = 3;
array[int[8], rows, columns + 1] a;
bit[2] r;
r[0] = sizeof(a) == 2;
r[1] = sizeof(a, 1) == 4;
