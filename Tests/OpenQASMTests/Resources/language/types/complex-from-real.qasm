// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
complex c = 4;
complex d = 1.5;
c = c + d;
bit[2] r;
r[0] = real(c) == 5.5;
r[1] = imag(c) == 0.0;
