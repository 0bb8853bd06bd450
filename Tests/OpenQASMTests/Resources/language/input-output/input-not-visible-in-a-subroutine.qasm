// parse: ok
// check: error 6
// reading: scope
input int n;
def twice() -> int {
  return 2 * n;
}
