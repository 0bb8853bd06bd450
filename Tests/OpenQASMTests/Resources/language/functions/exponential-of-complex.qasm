// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
complex c = exp(pi * 1.0im);
float re = real(c) + 1.0;
float im_part = imag(c);
bit[2] r;
r[0] = re < 1e-9 && re > -1e-9;
r[1] = im_part < 1e-9 && im_part > -1e-9;
