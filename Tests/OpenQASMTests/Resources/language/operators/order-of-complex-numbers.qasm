// parse: ok
// check: error 6
OPENQASM 3.0;
complex a = 1.0 + 2.0im;
complex b = 2.0 + 1.0im;
bool c = a < b;
