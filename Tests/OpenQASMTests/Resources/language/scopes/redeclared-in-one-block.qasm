// parse: ok
// check: error 7
bit r;
{
  int n = 1;
  r = (n == 1);
  float n = 2.0;
}
