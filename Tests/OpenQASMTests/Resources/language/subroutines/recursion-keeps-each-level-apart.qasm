// parse: ok
// check: ok
// run: {"1": 1}
// reading: recursion
def digits(int n) -> int {
  int mine = n;
  int deeper = 0;
  if (n > 0) deeper = digits(n - 1);
  return deeper * 10 + mine;
}
bit r;
r = (digits(4) == 1234);
