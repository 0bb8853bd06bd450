// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
complex a = 2im;
complex b = 0.5 im;
complex c = 1e1im;
complex d = 3.0 + .25im;
bit[4] r;
r[0] = imag(a) == 2.0 && real(a) == 0.0;
r[1] = imag(b) == 0.5;
r[2] = imag(c) == 10.0;
r[3] = real(d) == 3.0 && imag(d) == 0.25;
