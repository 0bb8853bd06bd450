// parse: ok
// check: error 5
input int n;
def twice() -> int {
  return 2 * n;
}
