// parse: ok
// check: ok
// run: {"101": 1}
// outputs: {"n": {"5": 1}}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
output uint[3] n;
output bit[3] c;
x q[0];
x q[2];
c = measure q;
n = uint[3](c);
