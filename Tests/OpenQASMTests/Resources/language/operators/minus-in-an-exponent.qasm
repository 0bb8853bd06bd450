// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
float x = 4.0;
bit r = 2.0 * x ** -1 == 0.5;
