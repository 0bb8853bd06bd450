// parse: ok
// check: ok
// run: {"0100": 1}
bit[4] r;
int x = 7;
if (x < 0) {
  r[0] = 1;
} else if (x < 5) {
  r[1] = 1;
} else if (x < 10) {
  r[2] = 1;
} else {
  r[3] = 1;
}
