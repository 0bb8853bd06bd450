// parse: ok
// check: error 7 8 9
OPENQASM 3.0;
array[int[8], 2] row;
array[int[8], 3, 2] wide;
array[int[8], 2, 3, 2] deep;
deep[0] = row;
wide[0, 0] = row;
wide = deep;
