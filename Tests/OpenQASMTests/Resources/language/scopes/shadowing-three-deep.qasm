// parse: ok
// check: ok
// run: {"111": 1}
bit[3] r;
int n = 1;
if (n == 1) {
  int n = 2;
  for int i in [0:0] {
    int n = 3;
    r[0] = (n == 3);
  }
  r[1] = (n == 2);
}
r[2] = (n == 1);
