// parse: ok
// check: ok
// run: {"11": 1}
bit[2] r;
array[int[16], 4] a = {3, 1, 4, 1};
int digits = 0;
for int[16] v in a {
  digits = digits * 10 + v;
}
r[0] = (digits == 3141);
digits = 0;
for int v in a[1:2] digits = digits * 10 + v;
r[1] = (digits == 14);
