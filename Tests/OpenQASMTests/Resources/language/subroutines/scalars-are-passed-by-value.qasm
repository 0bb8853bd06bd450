// parse: ok
// check: ok
// run: {"11": 1}
// reading: passing
def change(int n) -> int {
  n += 10;
  return n;
}
bit[2] r;
int n = 5;
r[0] = (change(n) == 15);
r[1] = (n == 5);
