// parse: ok
// check: error 3
def add(int a, int a) -> int {
  return a;
}
