// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
complex i = 1im;
complex square = i * i;
bit[2] r;
r[0] = real(square) == -1.0;
r[1] = imag(square) == 0.0;
