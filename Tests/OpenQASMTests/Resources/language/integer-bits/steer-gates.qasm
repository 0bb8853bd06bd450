// parse: ok
// check: ok
// run: {"1011": 1}
OPENQASM 3.0;
include "stdgates.inc";
uint[4] n = 14;
qubit[4] q;
n -= 3;
for int i in [0:3] {
  if (n[i]) x q[i];
}
bit[4] c = measure q;
