// parse: ok
// check: error 5
// reading: returns
def nothing() {
  return 5;
}
nothing();
