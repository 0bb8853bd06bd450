// parse: error 2
def identity(a) -> int {
  return 1;
}
