// parse: ok
// check: ok
// run: {"10": 1}
// reading: measurement-forms
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] r;
x q[1];
bool a = measure q[0];
bool b;
b = measure q[1];
r[0] = a;
r[1] = b;
