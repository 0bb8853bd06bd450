// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int sum = 0;
for int i in [1:3] {
  int local = 10;
  local += i;
  sum += local;
}
r = (sum == 36);
