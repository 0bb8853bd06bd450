// parse: ok
// check: error 6
// reading: switch
OPENQASM 3.1;
float x = 1.0;
switch (x) {
  case 1 {}
}
