// parse: error 5
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
control @ x q[0], q[1];
