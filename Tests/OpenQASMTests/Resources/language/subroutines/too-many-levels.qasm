// parse: ok
// check: ok
// run: fault 7
// reading: recursion
def depth(int n) -> int {
  if (n == 0) return 0;
  return 1 + depth(n - 1);
}
bit r;
r = (depth(1000) == 1000);
