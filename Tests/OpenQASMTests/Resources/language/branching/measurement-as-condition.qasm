// parse: error 7
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit r;
h q;
if (measure q) r = 1;
