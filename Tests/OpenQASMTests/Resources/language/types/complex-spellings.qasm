// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
complex plain = 1.0 + 2.0im;
complex[float] named = plain;
complex[float[64]] wide = named;
complex[float[32]] narrow = 0.5 + 0.25im;
bit[4] r;
r[0] = real(plain) == 1.0;
r[1] = imag(named) == 2.0;
r[2] = real(wide) + imag(wide) == 3.0;
r[3] = real(narrow) * 2 == 1.0 && imag(narrow) * 4 == 1.0;
