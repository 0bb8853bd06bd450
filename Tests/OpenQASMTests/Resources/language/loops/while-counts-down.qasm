// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int n = 5;
int product = 1;
while (n > 0) {
  product *= n;
  n -= 1;
}
r = (product == 120);
