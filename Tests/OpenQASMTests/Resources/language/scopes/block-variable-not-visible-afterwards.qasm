// parse: ok
// check: error 7
bit r;
{
  int hidden = 1;
}
r = (hidden == 1);
