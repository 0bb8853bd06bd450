// parse: ok
// check: ok
// run: {"0100": 1}
OPENQASM 3.1;
bit[4] r;
int x = 1;
int y = 5;
switch (x) {
  case 1 {
    switch (y) {
      case 1 { r[0] = 1; }
      default { r[2] = 1; }
    }
  }
  default { r[3] = 1; }
}
