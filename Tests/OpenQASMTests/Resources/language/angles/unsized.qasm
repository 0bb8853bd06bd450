// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
angle a = pi / 3;
angle b = a;
b += a + a;
bit[2] r;
angle gap = b - pi;
float off = sin(gap);
r[0] = off < 1e-9 && off > -1e-9;
r[1] = cos(b) < -0.999999999;
