// parse: ok
// check: error 5
// reading: parameters-belong-to-the-body
def add(int a) -> int {
  int a = 3;
  return a;
}
