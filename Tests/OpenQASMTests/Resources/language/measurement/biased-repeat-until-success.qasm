// parse: ok
// check: ok
// run: {"0": 0.421875, "1": 0.578125}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit r;
for int i in [1:3] {
  reset q;
  rx(pi / 3) q;
  r = measure q;
  if (r) break;
}
