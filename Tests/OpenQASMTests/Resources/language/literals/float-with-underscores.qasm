// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
bit[3] r;
r[0] = 1_0.2_5 == 10.25;
r[1] = 1e1_0 == 1e10;
r[2] = .1_25 == 0.125;
