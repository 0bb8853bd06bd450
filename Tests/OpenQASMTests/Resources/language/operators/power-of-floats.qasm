// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
float x = 2.0;
bit[4] r;
r[0] = x ** -1 == 0.5;
r[1] = x ** 3.0 == 8.0;
float root = 9.0 ** 0.5 - 3.0;
r[2] = root < 1e-9 && root > -1e-9;
r[3] = (-x) ** 2 == 4.0;
