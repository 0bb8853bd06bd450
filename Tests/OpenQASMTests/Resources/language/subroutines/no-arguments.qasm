// parse: ok
// check: ok
// run: {"1": 1}
def seven() -> int {
  return 7;
}
bit r;
r = (seven() == 7);
