// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.1;
bit r;
int[8] x = -1;
switch (x) {
  case 1 { r = 0; }
  case -1 { r = 1; }
}
