// parse: ok
// check: ok
// run: {"11": 1}
// reading: recursion
def divisor(int a, int b) -> int {
  if (b == 0) return a;
  return divisor(b, a % b);
}
bit[2] r;
r[0] = (divisor(1071, 462) == 21);
r[1] = (divisor(17, 5) == 1);
