// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
bit[4] r;
float micro = 1us / 1ns - 1000.0;
float milli = 1ms / 1us - 1000.0;
float whole = 1s / 1ms - 1000.0;
float half = 0.5us / 1ns - 500.0;
r[0] = micro < 1e-6 && micro > -1e-6;
r[1] = milli < 1e-6 && milli > -1e-6;
r[2] = whole < 1e-6 && whole > -1e-6;
r[3] = half < 1e-6 && half > -1e-6;
