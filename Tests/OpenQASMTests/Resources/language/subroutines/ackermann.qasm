// parse: ok
// check: ok
// run: {"1": 1}
// reading: recursion
def ackermann(int m, int n) -> int {
  if (m == 0) return n + 1;
  if (n == 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}
bit r;
r = (ackermann(2, 3) == 9);
