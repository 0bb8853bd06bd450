// parse: ok
// check: error 4
int total = 1;
def total() -> int { return 1; }
