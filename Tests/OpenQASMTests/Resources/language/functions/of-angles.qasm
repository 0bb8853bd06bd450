// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
angle[16] a = pi / 2;
angle[16] b = pi;
angle[16] c = pi / 4;
float s = sin(a) - 1.0;
float k = cos(b) + 1.0;
float t = tan(c) - 1.0;
bit[3] r;
r[0] = s < 1e-9 && s > -1e-9;
r[1] = k < 1e-9 && k > -1e-9;
r[2] = t < 1e-9 && t > -1e-9;
