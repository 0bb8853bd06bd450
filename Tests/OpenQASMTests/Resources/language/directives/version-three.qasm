// parse: ok
// check: ok
// run: {"1": 1}
// reading: versions
OPENQASM 3;
bit r;
r = 1;
