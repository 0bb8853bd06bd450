// parse: ok
// check: ok
// run: {"1": 1}
def is_even(int n) -> bool {
  return n % 2 == 0;
}
bit r;
if (is_even(10) && !is_even(7)) r = 1;
