// parse: ok
// check: ok
// run: {"1": 1}
// reading: ranges
bit r;
int count = 0;
for int i in [9223372036854775805:9223372036854775807] {
  count += 1;
}
r = (count == 3);
