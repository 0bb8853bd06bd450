// parse: ok
// check: ok
// run: {"111": 1}
def combine(int a, uint[8] b, bool subtract) -> int {
  if (subtract) return a - b;
  return a + b;
}
bit[3] r;
r[0] = (combine(3, 4, false) == 7);
r[1] = (combine(3, 4, true) == -1);
r[2] = (combine(combine(1, 1, false), 2, false) == 4);
