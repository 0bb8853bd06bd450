// parse: ok
// check: ok
// run: {"1 1100 0101": 1}
// reading: literal-order
OPENQASM 3.0;
array[uint[8], 2, 2] a = {{0, 1}, {2, 197}};
bit[4] low = a[1, 1][0:3];
bit[4] high = a[1, 1][4:7];
a[0, 0][4:7] = "1010";
bit r = a[0, 0] == 160;
