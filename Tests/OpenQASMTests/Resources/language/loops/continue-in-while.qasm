// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int n = 0;
int odd = 0;
while (n < 6) {
  n += 1;
  if (n % 2 == 0) continue;
  odd += n;
}
r = (odd == 9);
