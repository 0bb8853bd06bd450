// parse: ok
// check: ok
// run: {"0": 1}
bit r;
while (false) {
  r = 1;
}
