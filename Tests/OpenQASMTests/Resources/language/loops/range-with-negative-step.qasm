// parse: ok
// check: ok
// run: {"11": 1}
// reading: ranges
bit[2] r;
int digits = 0;
for int i in [3:-1:0] {
  digits = digits * 10 + i;
}
r[0] = (digits == 3210);
digits = 0;
for int i in [2:-2:-3] digits = digits * 10 + (i + 5);
r[1] = (digits == 753);
