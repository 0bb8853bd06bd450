// parse: ok
// check: error 4
OPENQASM 3.0;
array[stretch, 4] a;
