// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
float t = tan(pi / 4) - 1.0;
bit[2] r;
r[0] = t < 1e-9 && t > -1e-9;
r[1] = tan(0.0) == 0.0;
