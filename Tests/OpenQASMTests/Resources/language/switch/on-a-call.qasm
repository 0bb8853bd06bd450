// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.1;
def third(int a, int b, int c) -> int { return c; }
bit[2] r;
switch (third(1, 2, 3)) {
  case 1, 2 { r[0] = 1; }
  case 3 { r[1] = 1; }
}
