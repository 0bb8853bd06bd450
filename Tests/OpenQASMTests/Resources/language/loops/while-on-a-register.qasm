// parse: ok
// check: ok
// run: {"11": 1}
output bit[2] r;
bit[3] c = "111";
int count = 0;
while (c) {
  c = c >> 1;
  count += 1;
}
r[0] = (count == 3);
r[1] = (c == 0);
