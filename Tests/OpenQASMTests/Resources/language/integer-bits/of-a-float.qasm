// parse: ok
// check: error 5 6
OPENQASM 3.0;
float[32] x = 1.0;
bit a = x[0];
x[1] = 1;
