// parse: ok
// check: ok
// run: {"1": 1}
bit r = 1;
int n = 3;
n + 2;
(n);
