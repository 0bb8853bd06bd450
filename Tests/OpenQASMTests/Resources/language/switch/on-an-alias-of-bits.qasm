// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.1;
output bit r;
bit[4] c = "1101";
let top = c[2:3];
switch (top) {
  case 3 { r = 1; }
  case 1 { r = 0; }
}
