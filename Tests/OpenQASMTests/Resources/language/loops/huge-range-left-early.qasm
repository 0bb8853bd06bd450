// parse: ok
// check: ok
// run: {"1": 1}
// reading: endless
bit r;
int seen = 0;
for int i in [0:9000000000000000000] {
  if (i == 5) break;
  seen += i;
}
r = (seen == 10);
