// parse: ok
// check: ok
// run: {"1": 1}
def total(readonly array[int[8], 4] a) -> int {
  int sum = 0;
  for int i in [0:3] sum += a[i];
  return sum;
}
array[int[8], 4] data = {10, 20, 30, 40};
bit r;
r = (total(data) == 100);
