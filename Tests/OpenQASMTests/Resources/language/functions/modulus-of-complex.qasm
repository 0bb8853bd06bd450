// parse: ok
// check: error 5
OPENQASM 3.0;
complex c = 5.0 + 1.0im;
complex d = mod(c, 2);
