// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
complex a = 1.0 + 2.0im * 3.0;
bit[2] r;
r[0] = real(a) == 1.0;
r[1] = imag(a) == 6.0;
