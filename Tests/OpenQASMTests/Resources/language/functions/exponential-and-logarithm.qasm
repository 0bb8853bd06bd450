// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
float a = log(exp(1.5)) - 1.5;
float b = exp(1) - euler;
bit[3] r;
r[0] = a < 1e-9 && a > -1e-9;
r[1] = b < 1e-9 && b > -1e-9;
r[2] = exp(0.0) == 1.0 && log(1.0) == 0.0;
