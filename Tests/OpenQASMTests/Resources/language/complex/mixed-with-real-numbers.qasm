// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
complex a = 1.0 + 2.0im;
int n = 3;
complex b = a * n;
complex c = 0.5 - a;
bit[4] r;
r[0] = real(b) == 3.0;
r[1] = imag(b) == 6.0;
r[2] = real(c) == -0.5;
r[3] = imag(c) == -2.0;
