// parse: ok
// check: ok
// run: {"111111": 1}
OPENQASM 3.0;
bit[6] r;
r[0] = pi == π;
r[1] = tau == τ;
r[2] = euler == ℇ;
r[3] = pi > 3.14159 && pi < 3.1416;
r[4] = tau == 2 * pi;
r[5] = euler > 2.71828 && euler < 2.71829;
