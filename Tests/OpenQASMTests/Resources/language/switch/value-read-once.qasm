// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.1;
bit[2] r;
int x = 0;
switch (x) {
  case 0 { x = 1; r[0] = 1; }
  case 1 { r[1] = 1; }
}
