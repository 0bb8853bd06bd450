// parse: error 2
def take(array[int[8], 3] a) -> int {
  return 1;
}
