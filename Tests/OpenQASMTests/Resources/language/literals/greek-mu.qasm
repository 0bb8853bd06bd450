// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
float off = 5μs / 1us - 5.0;
bit r = off < 1e-9 && off > -1e-9;
