// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.1;
bit r;
int x = 2;
switch (x) {
  case 2 {
    int x = 40;
    x += 2;
    r = (x == 42);
  }
}
if (x != 2) r = 0;
