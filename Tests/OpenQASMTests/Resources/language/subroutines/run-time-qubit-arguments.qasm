// parse: ok
// check: ok
// run: {"110": 1}
// reading: run-time-qubits
OPENQASM 3.0;
include "stdgates.inc";
def spread(qubit a, qubit b) { cx a, b; }
qubit[3] q;
bit[3] c;
x q[0];
for int i in [0:1] spread(q[i], q[i + 1]);
spread(q[2], q[0]);
c = measure q;
