// parse: ok
// check: error 5
// reading: returns
int n;
def number(int a) -> int { a += 1; }
n = number(1);
