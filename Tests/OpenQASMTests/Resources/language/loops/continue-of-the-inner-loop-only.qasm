// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int count = 0;
for int i in [0:2] {
  int n = 0;
  while (n < 4) {
    n += 1;
    if (n == 3) continue;
    count += 1;
  }
  count += 10;
}
r = (count == 39);
