// parse: ok
// check: error 4
bit r;
if (missing == 1) {
  r = 1;
}
