// parse: ok
// check: ok
// run: {"1": 1}
def difference(int a, int b) -> int { return a - b; }
bit r;
int a = 3;
int b = 10;
r = (difference(b, a) == 7 && difference(a * 2, difference(b, a)) == -1);
