// parse: ok
// check: ok
// run: {"11": 1}
// reading: scope
bit[2] r;
int n = 7;
{
  n += 1;
  int n = 100;
  n += 1;
  r[0] = (n == 101);
}
r[1] = (n == 8);
