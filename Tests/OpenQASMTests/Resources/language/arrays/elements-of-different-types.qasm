// parse: ok
// check: error 7 8
OPENQASM 3.0;
array[int[8], 2] a = {1, 2};
array[int[16], 2] b;
array[uint[8], 2] c;
b = a;
c = a;
