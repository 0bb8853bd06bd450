// parse: ok
// check: error 4
def own() {
  output bit r;
}
