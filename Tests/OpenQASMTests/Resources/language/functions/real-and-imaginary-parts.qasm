// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
complex[float[64]] c = 2.0 - 0.5im;
const float x = real(3.0 + 4.0im);
bit[3] r;
r[0] = real(c) * imag(c) == -1.0;
r[1] = x == 3.0;
r[2] = imag(2im) == 2.0;
