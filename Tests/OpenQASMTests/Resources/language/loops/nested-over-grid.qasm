// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int sum = 0;
for int i in [0:2] {
  for int j in [i:2] {
    sum += 10 * i + j;
  }
}
r = (sum == 48);
