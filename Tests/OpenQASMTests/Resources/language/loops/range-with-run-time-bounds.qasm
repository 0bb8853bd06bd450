// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int first = 2;
int last = first + 3;
int step = last - 4;
int sum = 0;
for int i in [first:step:last] {
  sum += i;
  last = 100;
}
r = (sum == 14);
