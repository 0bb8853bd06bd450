// parse: ok
// check: error 9
// reading: switch
OPENQASM 3.1;
int x = 1;
int y = 2;
switch (x) {
  case 1 {}
  case y {}
}
