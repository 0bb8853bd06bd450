// parse: ok
// check: ok
// run: {"1011": 1}
OPENQASM 3.0;
float[64] precise = 0.1;
float[32] coarse = 0.1;
float plain = 0.1;
bit[4] r;
r[0] = precise == 0.1;
r[1] = plain == precise;
r[2] = coarse == precise;
r[3] = coarse - precise < 1e-8;
