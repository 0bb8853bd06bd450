// parse: ok
// check: error 7
bit r;
if (r) {
  int local = 1;
} else {
  r = (local == 1);
}
