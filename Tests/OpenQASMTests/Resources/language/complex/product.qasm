// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
complex[float[64]] a = 2.0 + 3.0im;
complex[float[64]] b = -1.0 + 4.0im;
complex[float[64]] c = a * b;
bit[2] r;
r[0] = real(c) == -14.0;
r[1] = imag(c) == 5.0;
