// parse: ok
// check: ok
// run: {"1": 1}
// reading: ranges
bit r;
int sum = 0;
for int i in [1:4] {
  sum += i;
}
r = (sum == 10);
