// parse: ok
// check: ok
// run: {"1": 1}
// reading: versions
bit r;
int n = 3;
r = (n == 3);
