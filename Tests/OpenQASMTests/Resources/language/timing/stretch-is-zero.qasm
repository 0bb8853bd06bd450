// parse: ok
// check: ok
// run: {"11": 1}
// reading: stretch
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit[2] r;
stretch a;
stretch b;
duration total = a + 2 * b + 30ns;
delay[a] q;
delay[b] q;
r[0] = (total == 30ns);
r[1] = (a == 0ns);
