// parse: ok
// check: ok
// run: {"01111": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
bit[5] c;
x q[0];
for int i in [0:2] {
  ctrl @ x q[i], q[i + 1];
}
for int i in [0:3] negctrl @ x q[i], q[4];
c = measure q;
