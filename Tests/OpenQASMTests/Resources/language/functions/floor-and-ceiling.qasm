// parse: ok
// check: ok
// run: {"111111": 1}
OPENQASM 3.0;
float x = 2.5;
bit[6] r;
r[0] = floor(x) == 2.0;
r[1] = ceiling(x) == 3.0;
r[2] = floor(-x) == -3.0;
r[3] = ceiling(-x) == -2.0;
r[4] = floor(4.0) == 4.0;
r[5] = ceiling(4) / 8 == 0.5;
