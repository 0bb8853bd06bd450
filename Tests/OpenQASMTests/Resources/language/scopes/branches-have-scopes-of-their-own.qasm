// parse: ok
// check: ok
// run: {"1": 1}
bit r;
bool b = false;
if (b) {
  int n = 1;
  r = (n == 2);
} else {
  int n = 2;
  r = (n == 2);
}
