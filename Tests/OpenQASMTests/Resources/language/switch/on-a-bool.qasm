// parse: ok
// check: error 6
// reading: switch
OPENQASM 3.1;
bool x = true;
switch (x) {
  case 1 {}
}
