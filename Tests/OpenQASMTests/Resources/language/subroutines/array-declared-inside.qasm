// parse: ok
// check: error 4
def own() {
  array[int[8], 3] a;
}
