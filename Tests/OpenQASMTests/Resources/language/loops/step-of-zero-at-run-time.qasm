// parse: ok
// check: ok
// run: fault 7
bit r;
int step = 1;
step -= 1;
for int i in [0:step:5] {
  r = 1;
}
