// parse: ok
// check: ok
// run: {"1101": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
int skipped = 1;
for int i in {skipped - 1, skipped + 1, skipped + 2} x q[i];
c = measure q;
