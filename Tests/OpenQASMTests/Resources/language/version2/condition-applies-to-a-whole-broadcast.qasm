// parse: ok
// check: ok
// run: {"111 1": 0.5, "000 0": 0.5}
// reading: version2-condition
OPENQASM 2.0;
include "qelib1.inc";
qreg coin[1];
qreg q[3];
creg toss[1];
creg c[3];
h coin;
measure coin -> toss;
if(toss==1) x q;
measure q -> c;
