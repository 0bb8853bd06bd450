// parse: ok
// check: error 9
OPENQASM 3.1;
int x = 1;
bit r;
switch (x) {
  case 1 { int inside = 5; }
}
r = (inside == 5);
