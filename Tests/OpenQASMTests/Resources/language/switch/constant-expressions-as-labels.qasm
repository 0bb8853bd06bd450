// parse: ok
// check: ok
// run: {"0100": 1}
OPENQASM 3.1;
const int first = 10;
bit[4] r;
int x = 22;
switch (x) {
  case first { r[0] = 1; }
  case first + 1 { r[1] = 1; }
  case 2 * first + 2 { r[2] = 1; }
  case -first { r[3] = 1; }
}
