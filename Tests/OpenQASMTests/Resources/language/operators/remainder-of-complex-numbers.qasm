// parse: ok
// check: error 5
OPENQASM 3.0;
complex a = 5.0 + 2.0im;
complex b = a % 2.0;
