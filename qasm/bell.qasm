// A Bell pair: two qubits that are random one by one, and always agree.
//
//   shotglass run qasm/bell.qasm --shots 1000 --seed 1
//
// Half of the shots read 00, the other half 11.
OPENQASM 3.0;
include "stdgates.inc";

bit[2] c;
qubit[2] q;

h q[0];
cx q[0], q[1];

c = measure q;
