// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int digits = 0;
int x = 4;
for int i in {7, x, 2, x + 1,} {
  digits = digits * 10 + i;
}
r = (digits == 7425);
