// parse: ok
// check: ok
// run: {"1": 1}
bit r;
int n = 5;
{
  int m = n + 1;
  int n = m * 10;
  r = (n == 60);
}
