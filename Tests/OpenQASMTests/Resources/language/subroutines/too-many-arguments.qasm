// parse: ok
// check: error 5
def one() -> int { return 1; }
int n;
n = one(2);
