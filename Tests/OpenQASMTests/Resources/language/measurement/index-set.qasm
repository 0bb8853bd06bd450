// parse: ok
// check: ok
// run: {"011": 1}
// reading: measurement-forms
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[3] c;
x q[3];
x q[1];
c = measure q[{3, 1, 0}];
