// parse: ok
// check: error 6
// reading: loop-variable
bit r;
for int i in [0:3] {
  int i = 2;
  r = (i == 2);
}
