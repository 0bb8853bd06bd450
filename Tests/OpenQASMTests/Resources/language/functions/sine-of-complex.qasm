// parse: ok
// check: error 5
OPENQASM 3.0;
complex c = 1.0 + 1.0im;
float x = sin(c);
