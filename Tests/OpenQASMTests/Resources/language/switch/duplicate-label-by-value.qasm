// parse: ok
// check: error 9
// reading: switch
OPENQASM 3.1;
const int two = 2;
int x = 1;
switch (x) {
  case 2 {}
  case two {}
}
