// parse: ok
// check: ok
// run: {"1": 1}
array[int[16], 5] a = {40, -3, 12, 7, 0};
bit r;
for int i in [0:3] {
  for int j in [0:3 - i] {
    if (a[j] > a[j + 1]) {
      int[16] kept = a[j];
      a[j] = a[j + 1];
      a[j + 1] = kept;
    }
  }
}
r = (a[0] == -3 && a[1] == 0 && a[2] == 7 && a[3] == 12 && a[4] == 40);
