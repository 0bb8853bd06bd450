// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int n = 0;
for int i in [0:3] {
  if (i % 2 == 0) for int j in [0:i] n += 1;
  else while (n % 5 != 0) n += 1;
}
r = (n == 10);
