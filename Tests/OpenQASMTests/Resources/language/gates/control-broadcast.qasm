// parse: ok
// check: ok
// run: {"111 111": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] a;
qubit[3] b;
bit[3] c;
bit[3] d;
x a;
ctrl @ x a, b;
c = measure a;
d = measure b;
