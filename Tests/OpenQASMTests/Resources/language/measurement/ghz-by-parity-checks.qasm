// parse: ok
// check: ok
// run: {"000": 0.5, "111": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
qubit helper;
bit odd;
output bit[3] r;
h q;
for int i in [0:1] {
  reset helper;
  cx q[i], helper;
  cx q[i + 1], helper;
  odd = measure helper;
  if (odd) x q[i + 1];
}
r = measure q;
