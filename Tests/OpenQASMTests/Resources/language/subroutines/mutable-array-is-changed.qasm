// parse: ok
// check: ok
// run: {"111": 1}
// reading: passing
def double_all(mutable array[int[16], #dim = 1] a) {
  for uint i in [0:sizeof(a) - 1] a[i] *= 2;
}
array[int[16], 3] data = {1, 2, 3};
bit[3] r;
double_all(data);
r[0] = (data[0] == 2);
r[1] = (data[1] == 4);
r[2] = (data[2] == 6);
