// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int sum = 0;
for int i in [0:5] {
  if (i == 2) { continue; }
  sum += i;
}
r = (sum == 13);
