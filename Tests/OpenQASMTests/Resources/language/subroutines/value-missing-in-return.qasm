// parse: ok
// check: error 4
def number() -> int {
  return;
}
int n;
n = number();
