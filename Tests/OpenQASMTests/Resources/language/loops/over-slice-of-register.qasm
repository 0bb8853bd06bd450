// parse: ok
// check: ok
// run: {"1": 1}
output bit r;
bit[4] c = "1000";
int count = 0;
for bit b in c[2:3] {
  count += 2;
  if (b) count += 5;
}
r = (count == 9);
