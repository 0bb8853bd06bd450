// parse: ok
// check: error 5
bit r;
{
  def inner() -> int { return 1; }
}
r = 1;
