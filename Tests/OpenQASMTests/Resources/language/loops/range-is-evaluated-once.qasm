// parse: ok
// check: ok
// run: {"1": 1}
// reading: loop-variable
bit r;
int last = 3;
int count = 0;
for int i in [1:last] {
  last += 1;
  count += 1;
}
r = (count == 3);
