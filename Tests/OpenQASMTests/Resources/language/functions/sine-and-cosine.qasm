// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
bit[4] r;
float a = sin(pi / 2) - 1.0;
float b = cos(pi) + 1.0;
float c = sin(pi / 6) - 0.5;
float d = cos(0.0);
r[0] = a < 1e-9 && a > -1e-9;
r[1] = b < 1e-9 && b > -1e-9;
r[2] = c < 1e-9 && c > -1e-9;
r[3] = d == 1.0;
