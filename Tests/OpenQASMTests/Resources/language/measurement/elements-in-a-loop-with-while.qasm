// parse: ok
// check: ok
// run: {"1010": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
int i = 3;
while (i >= 0) {
  if (i % 2 == 1) x q[i];
  c[i] = measure q[i];
  i -= 1;
}
