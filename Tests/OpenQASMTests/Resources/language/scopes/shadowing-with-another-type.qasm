// parse: ok
// check: ok
// run: {"11": 1}
// reading: scope
bit[2] r;
int n = 3;
if (n == 3) {
  float n = 0.5;
  r[0] = (n < 1.0);
}
r[1] = (n == 3);
