// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int count = 0;
for int i in [0:3] {
  for int j in [0:9] {
    if (j > i) break;
    count += 1;
  }
  count += 100;
}
r = (count == 410);
