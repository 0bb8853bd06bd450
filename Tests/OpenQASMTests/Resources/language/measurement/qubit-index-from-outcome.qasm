// parse: ok
// check: ok
// run: {"001 0": 0.5, "100 1": 0.5}
// reading: run-time-qubits
OPENQASM 3.0;
include "stdgates.inc";
qubit coin;
qubit[3] q;
bit toss;
bit[3] c;
h coin;
toss = measure coin;
int where = 2 * toss;
x q[where];
c = measure q;
