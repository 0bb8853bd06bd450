// parse: ok
// check: error 6
OPENQASM 3.0;
bit[2] a;
float b = 1.0;
float a = 2.0;
