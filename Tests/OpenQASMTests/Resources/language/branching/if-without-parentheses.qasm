// parse: error 4
bit c;
bit r;
if c == 1 {
  r = 1;
}
