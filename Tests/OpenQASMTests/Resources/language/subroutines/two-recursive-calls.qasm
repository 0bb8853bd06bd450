// parse: ok
// check: ok
// run: {"1": 1}
// reading: recursion
def fibonacci(int n) -> int {
  if (n < 2) return n;
  return fibonacci(n - 1) + fibonacci(n - 2);
}
bit r;
r = (fibonacci(10) == 55);
