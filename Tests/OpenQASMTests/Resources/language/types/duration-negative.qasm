// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
duration back = 20ns - 50ns;
duration forth = -back;
bit r = back / 1ns < 0.0 && forth / 1ns > 29.9;
