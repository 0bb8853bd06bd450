// parse: ok
// check: ok
// run: fault 12
// reading: run-time-qubits
OPENQASM 3.0;
include "stdgates.inc";
def pair(qubit a, qubit b) { cx a, b; }
qubit[3] q;
int i = 1;
i += 1;
pair(q[i], q[0]);
pair(q[i], q[2]);
