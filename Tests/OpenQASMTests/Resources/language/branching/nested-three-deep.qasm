// parse: ok
// check: ok
// run: {"100": 1}
bit[3] r;
int x = 12;
if (x > 0) {
  if (x > 10) {
    if (x > 100) {
      r[0] = 1;
    } else {
      r[2] = 1;
    }
  } else {
    r[1] = 1;
  }
}
