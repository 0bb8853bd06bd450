// parse: ok
// check: error 4
int n;
n = late();
def late() -> int { return 1; }
