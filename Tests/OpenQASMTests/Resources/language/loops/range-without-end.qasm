// parse: ok
// check: error 4
bit r;
for int i in [0:] {
  r = 1;
}
