// parse: ok
// check: ok
// run: {"0101 1010": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] a;
qubit[4] b;
bit[4] c;
bit[4] d;
x a[1];
x a[3];
negctrl @ x a, b;
c = measure a;
d = measure b;
