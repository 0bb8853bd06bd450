// parse: ok
// check: ok
// run: {"000": 1}
// input: a=3.141592653589793
// reading: angle
OPENQASM 3.0;
include "stdgates.inc";
input angle[64] a;
qubit[3] q;
bit[3] c;
angle sum = a + a;
int minus = -1;
angle back = sum * minus;
rx(sum / 2) q[1];
h q[0];
crx(sum) q[0], q[1];
h q[0];
rx(sum / 2) q[2];
rx(back) q[2];
c = measure q;
