// parse: ok
// check: error 5
bit r;
duration d = 100ns;
if (d) {
  r = 1;
}
