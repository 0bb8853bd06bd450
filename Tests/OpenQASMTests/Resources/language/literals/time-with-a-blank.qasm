// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
duration a = 1000 ms;
duration b = 2.5e0	s;
float ratio = b / a - 2.5;
bit r = ratio < 1e-9 && ratio > -1e-9;
