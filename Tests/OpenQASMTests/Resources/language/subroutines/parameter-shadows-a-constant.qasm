// parse: ok
// check: ok
// run: {"11": 1}
const int n = 3;
def plain(int n) -> int { return n; }
def with_constant(int m) -> int { return m + n; }
bit[2] r;
r[0] = (plain(8) == 8);
r[1] = (with_constant(8) == 11);
