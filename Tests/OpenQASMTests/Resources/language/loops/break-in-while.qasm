// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int n = 0;
while (true) {
  n += 1;
  if (n == 7) break;
}
r = (n == 7);
