// parse: ok
// check: error 8
// reading: measurement-forms
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[2] c;
c = measure q;
