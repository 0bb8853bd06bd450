// parse: ok
// check: ok
// run: {"1111111": 1}
OPENQASM 3.0;
const int a = -3;
const uint[6] b = 40;
const float c = 0.25;
const angle[8] d = pi;
const bool e = true;
const complex f = 1.0 - 1.0im;
const bit[4] g = "1001";
bit[7] r;
r[0] = a == -3;
r[1] = b == 40;
r[2] = c * 4 == 1.0;
r[3] = d == pi;
r[4] = e;
r[5] = imag(f) == -1.0;
r[6] = g[0] == g[3];
