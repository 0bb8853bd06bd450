// parse: ok
// check: ok
// run: {"1": 1}
// reading: versions
OPENQASM 3.1;
bit r;
r = 1;
