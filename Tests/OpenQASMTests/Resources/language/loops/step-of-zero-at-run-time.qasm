// parse: ok
// check: ok
// run: fault 8
// reading: ranges
bit r;
int step = 1;
step -= 1;
for int i in [0:step:5] {
  r = 1;
}
