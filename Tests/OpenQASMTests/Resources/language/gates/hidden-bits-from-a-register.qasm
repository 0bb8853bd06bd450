// parse: ok
// check: ok
// run: {"1011": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
qubit target;
const bit[4] secret = "1011";
output bit[4] c;
x target;
h target;
h q;
for int i in [0:3] {
  if (secret[i]) cx q[i], target;
}
h q;
c = measure q;
