// parse: ok
// check: ok
// run: {"1": 1}
// reading: recursion
def fill(mutable array[int[16], #dim = 1] a, int i) {
  if (i == 4) return;
  a[i] = i * i;
  fill(a, i + 1);
}
array[int[16], 4] data;
bit r;
fill(data, 0);
r = (data[1] == 1 && data[2] == 4 && data[3] == 9);
