// parse: ok
// check: ok
// run: {"1": 1}
// reading: recursion
def depth(int n) -> int {
  if (n == 0) return 0;
  return 1 + depth(n - 1);
}
bit r;
r = (depth(200) == 200);
