// parse: ok
// check: error 5
def even(int n) -> bool {
  if (n == 0) return true;
  return odd(n - 1);
}
def odd(int n) -> bool {
  if (n == 0) return false;
  return even(n - 1);
}
