// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int count = 0;
for uint[8] i in [250:255] {
  count += 1;
}
r = (count == 6);
