// parse: ok
// check: ok
// run: {"1": 1}
def below(int n, int limit) -> bool { return n < limit; }
bit r;
int n = 0;
while (below(n, 4)) n += 3;
r = (n == 6);
