// parse: ok
// check: ok
// run: {"1": 1}
// reading: literal-order
output bit r;
bit[4] c = "0011";
int position = 0;
int digits = 0;
for bit b in c {
  position += 1;
  if (b) digits = digits * 10 + position;
}
r = (digits == 12);
