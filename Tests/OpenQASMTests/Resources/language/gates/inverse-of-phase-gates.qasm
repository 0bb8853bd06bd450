// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
h q;
inv @ s q[0];
sdg q[0];
inv @ p(pi / 2) q[1];
inv @ p(pi / 2) q[1];
h q;
c = measure q;
