// parse: error 3
OPENQASM 3.0;
const array[int[8], 2] a = {1, 2};
