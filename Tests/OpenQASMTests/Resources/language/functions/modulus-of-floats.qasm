// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
float x = 7.5;
bit[3] r;
r[0] = mod(x, 2.0) == 1.5;
r[1] = mod(x, 2) == 1.5;
r[2] = mod(8, 2.5) == 0.5;
