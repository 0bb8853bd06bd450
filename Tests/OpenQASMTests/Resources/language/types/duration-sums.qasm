// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
duration a = 300ns;
duration b = 2us;
duration sum = a + b;
bit[3] r;
float off = sum / 1ns - 2300.0;
r[0] = off < 1e-6 && off > -1e-6;
r[1] = a < b;
r[2] = sum > b;
