// parse: error 6
OPENQASM 3.1;
int x = 1;
switch (x) {
  case 1 {}
  x = 2;
}
