// parse: ok
// check: error 5
bit r;
int n = 5;
for int i in n {
  r = 1;
}
