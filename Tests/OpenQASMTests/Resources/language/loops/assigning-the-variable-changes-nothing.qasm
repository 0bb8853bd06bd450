// parse: ok
// check: ok
// run: {"11": 1}
// reading: loop-variable
bit[2] r;
int count = 0;
for int i in [0:3] {
  i = 100;
  count += 1;
}
r[0] = (count == 4);
array[int[8], 2] a = {5, 6};
for int[8] v in a v = 0;
r[1] = (a[0] == 5);
