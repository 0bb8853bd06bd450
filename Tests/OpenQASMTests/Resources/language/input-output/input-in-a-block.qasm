// parse: ok
// check: error 5
bit r;
if (r) {
  input int n;
}
