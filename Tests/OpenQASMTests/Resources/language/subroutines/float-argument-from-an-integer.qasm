// parse: ok
// check: ok
// run: {"1": 1}
def half(float x) -> float { return x / 2; }
bit r;
r = (half(3) == 1.5);
