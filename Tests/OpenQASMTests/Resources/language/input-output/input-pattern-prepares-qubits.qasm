// parse: ok
// check: ok
// run: {"1001": 1}
// input: pattern="1001"
OPENQASM 3.0;
include "stdgates.inc";
input bit[4] pattern;
qubit[4] q;
output bit[4] c;
for int i in [0:3] {
  if (pattern[i]) x q[i];
}
c = measure q;
