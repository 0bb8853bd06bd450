// parse: ok
// check: error 5
// reading: returns
def number() -> int {
  return;
}
int n;
n = number();
