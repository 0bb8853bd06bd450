// The Greenberger-Horne-Zeilinger state of five qubits, in logarithmic depth: every qubit that already takes part
// brings in another one at the same time.
//
//   shotglass draw qasm/ghz.qasm
//   shotglass run qasm/ghz.qasm --shots 1000
//
// Only 00000 and 11111 appear.
OPENQASM 3.0;
include "stdgates.inc";

bit[5] c;
qubit[5] q;

h q[0];

cx q[0], q[1];

cx q[0], q[2];
cx q[1], q[3];

cx q[0], q[4];

barrier q;
c = measure q;
