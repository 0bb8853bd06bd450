// parse: ok
// check: ok
// run: {"00": 0.5, "11": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[2] m;
output bit[2] r;
for int i in {0, 2} {
  h q[i];
  cx q[i], q[i + 1];
}
cx q[1], q[2];
h q[1];
m = measure q[1:2];
if (m[1]) x q[3];
if (m[0]) z q[3];
h q[0];
h q[3];
r[0] = measure q[0];
r[1] = measure q[3];
