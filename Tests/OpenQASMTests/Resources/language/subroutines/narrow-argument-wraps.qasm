// parse: ok
// check: ok
// run: {"1": 1}
// reading: passing
def same(uint[4] x) -> uint[4] { return x; }
bit r;
int n = 18;
r = (same(n) == 2);
