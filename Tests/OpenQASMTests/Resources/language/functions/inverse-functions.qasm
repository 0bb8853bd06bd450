// parse: ok
// check: ok
// run: {"11111": 1}
OPENQASM 3.0;
float a = arcsin(1.0) - pi / 2;
float b = arccos(-1.0) - pi;
float c = arctan(1.0) - pi / 4;
float d = arcsin(-0.5) + pi / 6;
bit[5] r;
r[0] = a < 1e-9 && a > -1e-9;
r[1] = b < 1e-9 && b > -1e-9;
r[2] = c < 1e-9 && c > -1e-9;
r[3] = d < 1e-9 && d > -1e-9;
r[4] = arccos(1.0) == 0.0;
