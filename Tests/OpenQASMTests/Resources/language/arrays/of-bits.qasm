// parse: ok
// check: error 4 5
OPENQASM 3.0;
array[bit, 4] a;
array[bit[2], 4] b;
