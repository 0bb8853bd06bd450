// parse: ok
// check: ok
// run: {"0110": 1}
// reading: powers
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
for int k in [0:3] {
  pow(k * (k + 1) / 2) @ x q[k];
}
c = measure q;
