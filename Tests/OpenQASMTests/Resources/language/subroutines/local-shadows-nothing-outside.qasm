// parse: ok
// check: ok
// run: {"11": 1}
int count = 3;
def own() -> int {
  int count = 100;
  count += 1;
  return count;
}
bit[2] r;
r[0] = (own() == 101);
r[1] = (count == 3);
