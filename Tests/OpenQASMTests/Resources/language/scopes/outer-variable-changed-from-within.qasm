// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int n = 0;
for int i in [0:1] {
  while (n < 10 * (i + 1)) {
    { n += 3; }
  }
}
r = (n == 21);
