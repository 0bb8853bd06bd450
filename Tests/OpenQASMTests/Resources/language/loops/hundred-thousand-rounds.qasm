// parse: ok
// check: ok
// run: {"1": 1}
// reading: endless
bit r;
int sum = 0;
for int i in [1:100000] {
  sum += i;
}
r = (sum == 5000050000);
