// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
complex a = 1.0 + 1.0im;
complex b = a ** 2;
complex c = 1.0im ** 1.0im;
float re = real(b);
float rest = imag(b) - 2.0;
float small = real(c) - exp(-pi / 2);
bit[4] r;
r[0] = re < 1e-9 && re > -1e-9;
r[1] = rest < 1e-9 && rest > -1e-9;
r[2] = small < 1e-9 && small > -1e-9;
r[3] = imag(c) < 1e-9 && imag(c) > -1e-9;
