// parse: ok
// check: ok
// run: {"1100": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
for int i in [2:3] {
  let one = q[i];
  x one;
}
c = measure q;
