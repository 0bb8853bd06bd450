// parse: ok
// check: ok
// run: {"10 01": 1}
// reading: passing
def inverted(bit[2] b) -> bit[2] {
  b = ~b;
  return b;
}
bit[2] c = "01";
bit[2] r;
r = inverted(c);
