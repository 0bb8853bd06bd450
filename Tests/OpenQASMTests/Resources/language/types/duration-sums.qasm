// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
duration a = 300ns;
duration b = 2us;
duration sum = a + b;
float off = sum / 1ns - 2300.0;
float back = (sum - b) / 1ns - 300.0;
bit[2] r;
r[0] = off < 1e-6 && off > -1e-6;
r[1] = back < 1e-6 && back > -1e-6;
