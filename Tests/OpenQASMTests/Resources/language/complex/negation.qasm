// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
complex a = 1.5 - 2.0im;
complex b = -a;
bit[2] r;
r[0] = real(b) == -1.5;
r[1] = imag(b) == 2.0;
