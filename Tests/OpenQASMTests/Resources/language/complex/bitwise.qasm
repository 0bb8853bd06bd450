// parse: ok
// check: error 5 6
OPENQASM 3.0;
complex a = 1.0 + 2.0im;
complex b = ~a;
complex c = a & a;
