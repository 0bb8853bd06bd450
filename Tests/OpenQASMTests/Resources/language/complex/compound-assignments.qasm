// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
complex a = 1.0 + 1.0im;
a += 2im;
a -= 0.5;
a *= 2;
a /= 2im;
float re = real(a) - 3.0;
float rest = imag(a) + 0.5;
bit[2] r;
r[0] = re < 1e-9 && re > -1e-9;
r[1] = rest < 1e-9 && rest > -1e-9;
