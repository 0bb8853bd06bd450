// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
float x = 2.0;
float off = sqrt(x) * sqrt(x) - 2.0;
bit[4] r;
r[0] = off < 1e-9 && off > -1e-9;
r[1] = sqrt(9) == 3.0;
r[2] = sqrt(0.25) == 0.5;
r[3] = sqrt(0.0) == 0.0;
