// parse: ok
// check: error 4
def nothing() {
  return 5;
}
nothing();
