// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int count = 0;
for int i in [0:9] {
  {
    if (i == 3) { break; }
  }
  count += 1;
}
r = (count == 3);
