// parse: ok
// check: error 4
def spoil(readonly array[int[8], #dim = 1] a) {
  a[0] = 1;
}
array[int[8], 3] data;
spoil(data);
