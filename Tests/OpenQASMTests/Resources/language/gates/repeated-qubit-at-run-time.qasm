// parse: ok
// check: ok
// run: fault 8
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
for int i in [0:2] {
  cx q[i], q[2];
}
