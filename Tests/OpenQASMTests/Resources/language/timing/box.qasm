// parse: ok
// check: ok
// run: {"11": 0.5, "00": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
box {
  h q[0];
  cx q[0], q[1];
}
box[500ns] {
  delay[100ns] q[0];
  x q[1];
  x q[1];
}
c = measure q;
