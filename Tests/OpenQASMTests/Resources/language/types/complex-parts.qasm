// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
complex[float[64]] c = 2.5 - 3.5im;
bit[3] r;
r[0] = real(c) == 2.5;
r[1] = imag(c) == -3.5;
complex[float] d;
r[2] = real(d) == 0.0 && imag(d) == 0.0;
