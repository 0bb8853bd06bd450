// parse: ok
// check: ok
// run: {"00 00": 0.25, "01 01": 0.25, "10 10": 0.25, "01 11": 0.25}
// reading: switch
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
bit[2] r;
h q;
c = measure q;
switch (c) {
  case 0 {}
  case 2 { r[1] = 1; }
  case 0b01, 0b11 { r[0] = 1; }
}
