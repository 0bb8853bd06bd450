// parse: ok
// check: ok
// run: {"000": 0.125, "001": 0.125, "010": 0.125, "011": 0.125, "100": 0.125, "101": 0.125, "110": 0.125, "111": 0.125}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit[3] c;
for int i in [0:2] {
  reset q;
  h q;
  c[i] = measure q;
}
