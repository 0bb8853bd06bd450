// parse: ok
// check: ok
// run: {"111111": 1}
OPENQASM 3.0;
float a = 1.5;
float b = -0.25;
bit[6] r;
r[0] = a + b == 1.25;
r[1] = a - b == 1.75;
r[2] = a * b == -0.375;
r[3] = a / b == -6.0;
r[4] = -a == -1.5;
r[5] = a + 2 == 3.5;
