// parse: ok
// check: ok
// run: {"10": 1}
def odd(bit[4] b) -> bool {
  bool result = false;
  for bit one in b {
    if (one) result = !result;
  }
  return result;
}
bit[2] r;
r[0] = odd("1001");
r[1] = odd("0111");
