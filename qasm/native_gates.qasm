// A Bell pair as a superconducting chip runs it: physical qubits, and only rz, sx and cz.
//
// h is rz, sx, rz with quarter turns; cx is cz between two h on its target. Neighbouring turns about Z are merged.
//
//   shotglass run qasm/native_gates.qasm --shots 1000
//   shotglass export qasm/native_gates.qasm --dialect ibm
OPENQASM 3.0;
include "stdgates.inc";

bit[2] c;

rz(pi / 2) $0;
sx $0;
rz(pi / 2) $0;

rz(pi / 2) $1;
sx $1;
rz(pi / 2) $1;
cz $0, $1;
rz(pi / 2) $1;
sx $1;
rz(pi / 2) $1;

c[0] = measure $0;
c[1] = measure $1;
