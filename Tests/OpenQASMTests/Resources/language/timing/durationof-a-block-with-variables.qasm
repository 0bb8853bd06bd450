// parse: ok
// check: ok
// run: {"01": 1}
// outputs: {"length": {"10ns": 1}}
// reading: durationof
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
output duration length;
length = durationof({
  delay[10ns] q[0];
  int i = 0;
  x q[0];
  x q[0];
  i = 1;
});
x q[0];
c = measure q;
