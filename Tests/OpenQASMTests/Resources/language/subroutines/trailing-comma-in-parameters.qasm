// parse: ok
// check: ok
// run: {"1": 1}
def add(int a, int b,) -> int { return a + b; }
bit r;
r = (add(2, 3,) == 5);
