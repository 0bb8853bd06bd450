// parse: ok
// check: ok
// run: fault 10
// reading: index
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
int n = 3;
for int i in [0:n] {
  x q[i];
}
