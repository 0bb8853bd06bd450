// parse: ok
// check: ok
// run: {"0110": 1}
int[8] n = 6;
bit[4] r;
for int i in [0:3] {
  if (n[i]) r[i] = 1;
}
