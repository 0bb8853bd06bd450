// parse: ok
// check: ok
// run: {"11": 1}
// reading: durationof
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
x q[0];
inv @ ctrl @ rx(durationof({
  ry(pi / 8) q;
  delay[100ns] q;
}) / 100ns * -pi) q[0], q[1];
c = measure q;
