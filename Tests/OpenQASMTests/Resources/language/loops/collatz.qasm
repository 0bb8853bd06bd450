// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int n = 27;
int steps = 0;
while (n != 1) {
  if (n % 2 == 0) n /= 2;
  else n = 3 * n + 1;
  steps += 1;
}
r = (steps == 111);
