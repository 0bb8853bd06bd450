// parse: ok
// check: ok
// run: {"1": 1}
// reading: scope
const int limit = 6;
const float factor = 0.5;
def scaled(int n) -> float {
  return (n + limit) * factor;
}
bit r;
r = (scaled(4) == 5.0);
