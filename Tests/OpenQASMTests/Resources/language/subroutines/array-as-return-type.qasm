// parse: error 2
def numbers() -> array[int[8], 3] {
  return 1;
}
