// parse: ok
// check: ok
// run: {"11": 1}
// reading: passing
def clear(mutable array[int[8], #dim = 1] a) {
  for uint i in [0:sizeof(a) - 1] a[i] = 0;
}
array[int[8], 5] data = {1, 2, 3, 4, 5};
bit[2] r;
clear(data[1:3]);
r[0] = (data[0] == 1 && data[1] == 0 && data[2] == 0);
r[1] = (data[3] == 0 && data[4] == 5);
