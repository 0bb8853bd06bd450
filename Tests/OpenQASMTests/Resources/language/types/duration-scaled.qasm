// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
duration a = 100ns;
float twice = (2 * a) / 1ns - 200.0;
float quarter = (a / 4) / 1ns - 25.0;
float half = (a * 0.5) / 1ns - 50.0;
bit[3] r;
r[0] = twice < 1e-6 && twice > -1e-6;
r[1] = quarter < 1e-6 && quarter > -1e-6;
r[2] = half < 1e-6 && half > -1e-6;
