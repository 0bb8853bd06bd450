// parse: ok
// check: error 8
// reading: switch
OPENQASM 3.1;
int x = 1;
switch (x) {
  case 1 {
    gate nothing a {}
  }
}
