// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
int n = 3;
float x = 0.5;
complex c = complex(n);
complex[float[64]] d = complex[float[64]](x);
bit[2] r;
r[0] = real(c) == 3.0 && imag(c) == 0.0;
r[1] = real(d) == 0.5;
