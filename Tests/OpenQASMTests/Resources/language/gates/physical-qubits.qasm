// parse: ok
// check: ok
// run: {"11": 0.5, "00": 0.5}
// reading: physical-qubits
OPENQASM 3.0;
include "stdgates.inc";
bit[2] c;
h $3;
cx $3, $0;
c[0] = measure $3;
c[1] = measure $0;
