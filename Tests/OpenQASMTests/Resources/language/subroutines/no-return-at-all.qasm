// parse: ok
// check: error 4
int n;
def number(int a) -> int { a += 1; }
n = number(1);
