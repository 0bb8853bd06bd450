// parse: ok
// check: ok
// run: {"1": 1}
bit r;
const int n = 3;
{
  const int n = 4;
  uint[n] x = 15;
  x += 1;
  r = (x == 0);
}
