// parse: ok
// check: ok
// run: {"11": 1}
// reading: recursion
def factorial(int n) -> int {
  if (n <= 1) return 1;
  return n * factorial(n - 1);
}
bit[2] r;
r[0] = (factorial(5) == 120);
r[1] = (factorial(0) == 1);
