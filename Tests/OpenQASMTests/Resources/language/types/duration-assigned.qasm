// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
duration a;
bit[2] r;
r[0] = a / 1ns == 0.0;
a = 40ns;
a += 10ns;
a -= 20ns;
float off = a / 1ns - 30.0;
r[1] = off < 1e-6 && off > -1e-6;
