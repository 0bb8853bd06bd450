// parse: ok
// check: ok
// run: {"0 01": 0.5, "1 10": 0.5}
// reading: switch
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit[2] r;
bit c;
h q;
c = measure q;
switch (c) {
  case 0 { r[0] = 1; }
  case 1 { r[1] = 1; }
}
