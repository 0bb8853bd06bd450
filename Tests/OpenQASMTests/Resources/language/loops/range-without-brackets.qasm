// parse: error 3
bit r;
for int i in 0:3 {
  r = 1;
}
