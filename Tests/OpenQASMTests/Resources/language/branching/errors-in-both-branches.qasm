// parse: ok
// check: error 5 7
bit c;
if (c) {
  nothing = 1;
} else {
  c = nowhere;
}
