// parse: ok
// check: error 5
bit r;
if (r) {
  break;
}
