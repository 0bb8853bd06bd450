// parse: ok
// check: ok
// run: {"1": 1}
// reading: passing
def exchange(mutable array[int[8], 3] a, int i, int j) {
  int[8] kept = a[i];
  a[i] = a[j];
  a[j] = kept;
}
array[int[8], 3] data = {1, 2, 3};
bit r;
exchange(data, 0, 2);
r = (data[0] == 3 && data[1] == 2 && data[2] == 1);
