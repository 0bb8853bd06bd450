// parse: ok
// check: ok
// run: fault 11
// reading: returns
bit r = 1;
def positive(int n) -> int {
  if (n > 0) return n;
}
int n;
n = positive(3);
n = positive(-3);
