// parse: ok
// check: ok
// run: {"00": 0.5, "11": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
qubit helper;
bit minus;
output bit[2] c;
h helper;
cx helper, q[0];
cx helper, q[1];
h helper;
minus = measure helper;
if (minus) z q[0];
h q;
c = measure q;
