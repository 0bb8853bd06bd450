// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int n = 1;
while (n < 1000) n *= 3;
r = (n == 2187);
