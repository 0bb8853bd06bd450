// parse: ok
// check: ok
// run: {"1": 1}
array[int[8], 3] a = {1, 2, 3};
bit r;
int i = 0;
for int[8] v in a {
  a[i] = v * 2;
  i += 1;
}
r = (a[0] == 2 && a[1] == 4 && a[2] == 6);
