// parse: ok
// check: ok
// run: {"1": 1}
// reading: undefined
def next() -> int {
  int n;
  n += 1;
  return n;
}
bit r;
next();
next();
r = (next() == 1);
