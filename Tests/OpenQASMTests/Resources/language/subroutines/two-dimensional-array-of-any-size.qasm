// parse: ok
// check: ok
// run: {"11": 1}
def total(readonly array[int[8], #dim = 2] a) -> int {
  int sum = 0;
  for uint i in [0:sizeof(a, 0) - 1] {
    for uint j in [0:sizeof(a, 1) - 1] sum += a[i, j];
  }
  return sum;
}
array[int[8], 2, 3] wide = {{1, 2, 3}, {4, 5, 6}};
array[int[8], 3, 1] tall = {{7}, {8}, {9}};
bit[2] r;
r[0] = (total(wide) == 21);
r[1] = (total(tall) == 24);
