// parse: ok
// check: ok
// run: {"11": 1}
def find(int wanted) -> int {
  for int i in [0:9] {
    int j = 0;
    while (true) {
      if (i * 10 + j == wanted) { return 100 * i + j; }
      j += 1;
      if (j == 10) break;
    }
  }
  return -1;
}
bit[2] r;
r[0] = (find(37) == 307);
r[1] = (find(100) == -1);
