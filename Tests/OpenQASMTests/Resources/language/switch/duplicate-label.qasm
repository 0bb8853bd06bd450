// parse: ok
// check: error 9
// reading: switch
OPENQASM 3.1;
int x = 1;
switch (x) {
  case 1, 2 {}
  case 3 {}
  case 2 {}
}
