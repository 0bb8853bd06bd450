// parse: ok
// check: unsupported 8
// reading: physical-qubits
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
x q;
x $0;
