// parse: ok
// check: ok
// run: {"1101": 1}
OPENQASM 3.1;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
for int i in [0:3] {
  switch (i % 3) {
    case 0 { x q[i]; }
    case 1 { x q[i]; x q[i]; }
    default { y q[i]; }
  }
}
c = measure q;
