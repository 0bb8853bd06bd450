// parse: ok
// check: ok
// run: {"1": 1}
output bit r;
bit[5] c = "10110";
let part = c[1:3];
int digits = 0;
for bit b in part {
  digits *= 10;
  if (b) digits += 1;
}
r = (digits == 110);
