// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.1;
output bit r;
bit[3] c = "110";
switch (uint[3](c)) {
  case 3 { r = 0; }
  case 6 { r = 1; }
  default { r = 0; }
}
