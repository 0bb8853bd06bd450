// parse: ok
// check: error 5
def add(int a, int b) -> int { return a + b; }
int n;
n = add(1);
