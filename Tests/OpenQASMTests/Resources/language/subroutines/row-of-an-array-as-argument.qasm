// parse: ok
// check: ok
// run: {"1": 1}
def first_and_last(readonly array[int[8], #dim = 1] a) -> int {
  return 10 * a[0] + a[-1];
}
array[int[8], 2, 3] grid = {{1, 2, 3}, {4, 5, 6}};
bit r;
r = (first_and_last(grid[1]) == 46);
