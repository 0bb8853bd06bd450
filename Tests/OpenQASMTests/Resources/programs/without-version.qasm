// parse: ok
include "stdgates.inc";
qreg q[2];
creg c[2];
if(c==1) x q[0];
measure q -> c;
U(0,0,0) q[0];
