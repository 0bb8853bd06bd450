// parse: ok
// check: error 5
bit r = 1;
if (r) {
  return r;
}
