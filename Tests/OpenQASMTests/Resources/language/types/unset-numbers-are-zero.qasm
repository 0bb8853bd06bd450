// parse: ok
// check: ok
// run: {"1111111": 1}
// reading: undefined
OPENQASM 3.0;
int a;
uint[5] b;
float c;
angle[6] d;
complex e;
bool f;
duration g;
bit[7] r;
r[0] = a == 0;
r[1] = b == 0;
r[2] = c == 0.0;
r[3] = d == 0.0;
r[4] = real(e) == 0.0;
r[5] = !f;
r[6] = g / 1ns == 0.0;
