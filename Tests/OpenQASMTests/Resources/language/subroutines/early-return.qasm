// parse: ok
// check: ok
// run: {"011": 1}
def classify(int n) -> int {
  for int i in [0:10] {
    if (i == n) return i * 100;
  }
  return -1;
}
bit[3] r;
r[0] = (classify(4) == 400);
r[1] = (classify(99) == -1);
r[2] = (classify(10) == -1);
