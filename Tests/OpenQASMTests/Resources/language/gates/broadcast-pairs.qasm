// parse: ok
// check: ok
// run: {"101 101": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] a;
qubit[3] b;
bit[3] c;
bit[3] d;
x a[0];
x a[2];
cx a, b;
c = measure a;
d = measure b;
