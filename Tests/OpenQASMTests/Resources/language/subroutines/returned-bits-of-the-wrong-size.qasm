// parse: ok
// check: error 5
// reading: returns
def pattern() -> bit[3] {
  return "1010";
}
bit[3] r;
r = pattern();
