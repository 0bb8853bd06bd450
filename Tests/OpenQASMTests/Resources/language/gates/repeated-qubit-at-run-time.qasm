// parse: ok
// check: ok
// run: fault 9
// reading: run-time-qubits
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
for int i in [0:2] {
  cx q[i], q[2];
}
