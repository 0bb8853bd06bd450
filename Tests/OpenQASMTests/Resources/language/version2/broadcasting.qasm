// parse: ok
// check: ok
// run: {"111 111": 1}
OPENQASM 2.0;
include "qelib1.inc";
qreg a[3];
qreg b[3];
creg c[3];
creg d[3];
x a;
cx a,b;
cx a[0],b;
cx a[1],b;
measure a -> c;
measure b -> d;
