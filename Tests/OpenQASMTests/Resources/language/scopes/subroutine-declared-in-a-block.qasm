// parse: ok
// check: error 6
// reading: scope
bit r;
{
  def inner() -> int { return 1; }
}
r = 1;
