// parse: ok
// check: ok
// run: {"1": 1}
// reading: returns
def wrapped(int n) -> uint[4] {
  return n + 1;
}
bit r;
r = (wrapped(15) == 0);
