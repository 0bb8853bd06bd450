// parse: ok
// check: error 4
def pattern() -> bit[3] {
  return "1010";
}
bit[3] r;
r = pattern();
