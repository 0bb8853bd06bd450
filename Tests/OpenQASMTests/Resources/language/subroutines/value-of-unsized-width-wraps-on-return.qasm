// parse: ok
// check: ok
// run: {"1": 1}
def wrapped(int n) -> uint[4] {
  return n + 1;
}
bit r;
r = (wrapped(15) == 0);
