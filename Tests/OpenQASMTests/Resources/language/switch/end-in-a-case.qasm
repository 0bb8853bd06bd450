// parse: ok
// check: ok
// run: {"00": 0.5, "11": 0.5}
// reading: end
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit[2] c;
h q;
c[0] = measure q;
switch (c[0]) {
  case 0 { end; }
  case 1 {}
}
c[1] = 1;
