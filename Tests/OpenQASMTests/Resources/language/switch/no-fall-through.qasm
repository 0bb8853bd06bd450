// parse: ok
// check: ok
// run: {"0010": 1}
// reading: switch
OPENQASM 3.1;
bit[4] r;
switch (1) {
  case 0 { r[0] = 1; }
  case 1 { r[1] = 1; }
  case 2 { r[2] = 1; }
  default { r[3] = 1; }
}
