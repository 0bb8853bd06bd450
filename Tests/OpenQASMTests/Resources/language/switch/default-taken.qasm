// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.1;
bit[2] r;
int x = -7;
switch (x) {
  case 0, 1, 2 { r[0] = 1; }
  default { r[1] = 1; }
}
