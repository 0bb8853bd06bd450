// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
complex[float[64]] a = 10.0 + 5.0im;
complex[float[64]] b = -3.0 - 7.5im;
complex[float[64]] sum = a + b;
complex[float[64]] less = a - b;
bit[4] r;
r[0] = real(sum) == 7.0;
r[1] = imag(sum) == -2.5;
r[2] = real(less) == 13.0;
r[3] = imag(less) == 12.5;
