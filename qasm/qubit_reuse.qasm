// Measurement and reset in mid-circuit: one ancilla checks two parities of a three-qubit state, one after the other.
//
// The state is (|000> + |111>) / sqrt(2), with an error on the middle qubit. Both parities are odd, which names it.
//
//   shotglass run qasm/qubit_reuse.qasm --shots 1000
//
// Registers print last first: `data` is 010 or 101, `syndrome` is 11 in every shot.
OPENQASM 3.0;
include "stdgates.inc";

bit[2] syndrome;
bit[3] data;
qubit[3] q;
qubit ancilla;

h q[0];
cx q[0], q[1];
cx q[1], q[2];

// The error.
x q[1];

cx q[0], ancilla;
cx q[1], ancilla;
syndrome[0] = measure ancilla;

reset ancilla;
cx q[1], ancilla;
cx q[2], ancilla;
syndrome[1] = measure ancilla;

data = measure q;
