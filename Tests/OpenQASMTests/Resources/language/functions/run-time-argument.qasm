// parse: ok
// check: ok
// run: {"11": 1}
// input: x=0.75
OPENQASM 3.0;
input float x;
bit[2] r;
float off = sin(x) * sin(x) + cos(x) * cos(x) - 1.0;
r[0] = off < 1e-9 && off > -1e-9;
r[1] = ceiling(x) - floor(x) == 1.0;
