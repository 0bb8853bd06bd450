// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
h q;
ctrl @ gphase(pi) q[0];
ctrl @ gphase(pi / 2) q[1];
ctrl @ gphase(pi / 2) q[1];
h q;
c = measure q;
