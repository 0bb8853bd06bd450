// parse: ok
// check: error 5
def change(mutable array[int[8], #dim = 1] a) { a[0] = 1; }
def outer(readonly array[int[8], #dim = 1] a) {
  change(a);
}
