// parse: ok
// check: error 4
def one() -> int { return 1; }
def one() -> int { return 2; }
