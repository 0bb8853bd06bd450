// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
x q[0];
crx(pi) q[0], q[1];
cry(pi) q[0], q[2];
h q[3];
crz(pi) q[0], q[3];
crz(pi) q[0], q[3];
cz q[0], q[3];
cy q[0], q[3];
cp(pi) q[0], q[3];
h q[3];
c = measure q;
