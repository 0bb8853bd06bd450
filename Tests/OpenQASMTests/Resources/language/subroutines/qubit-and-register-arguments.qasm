// parse: ok
// check: ok
// run: {"1 11": 1}
OPENQASM 3.0;
include "stdgates.inc";
def collect(qubit[2] data, qubit helper) -> bit {
  reset helper;
  for int i in [0:1] cx data[i], helper;
  x helper;
  return measure helper;
}
qubit[3] q;
bit[2] c;
bit r;
x q[0];
x q[1];
r = collect(q[0:1], q[2]);
c = measure q[0:1];
