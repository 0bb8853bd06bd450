// parse: error 3
bit r;
if (r) {
  r = 1;
