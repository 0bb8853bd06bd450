// parse: ok
// check: ok
// run: {"00110": 1}
// reading: run-time-qubits
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
bit[5] c;
int i = 0;
while (i < 2) {
  i += 1;
  x q[i];
}
c = measure q;
