// parse: ok
// check: ok
// run: {"0100": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
int shift = 1;
x q[1];
for int i in [0:3] {
  c[(i + shift) % 4] = measure q[i];
}
