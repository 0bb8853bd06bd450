// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
complex c = sqrt(3.0 + 4.0im);
float re = real(c) - 2.0;
float rest = imag(c) - 1.0;
bit[2] r;
r[0] = re < 1e-9 && re > -1e-9;
r[1] = rest < 1e-9 && rest > -1e-9;
