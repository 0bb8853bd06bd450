// parse: ok
// check: error 6
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
for int i in q {
  x q[0];
}
