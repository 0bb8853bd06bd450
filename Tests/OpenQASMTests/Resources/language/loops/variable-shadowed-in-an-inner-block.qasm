// parse: ok
// check: ok
// run: {"1": 1}
// reading: loop-variable
bit r;
int sum = 0;
for int i in [0:2] {
  {
    int i = 10;
    sum += i;
  }
  sum += i;
}
r = (sum == 33);
