// parse: ok
// check: ok
// run: {"10010": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] a;
qubit[4] b;
qubit[5] carry;
output bit[5] sum;
for int i in [0:3] {
  if (i < 3) x a[i];
  if (i != 2) x b[i];
}
for int i in [0:3] {
  ccx a[i], b[i], carry[i + 1];
  cx a[i], b[i];
  ccx carry[i], b[i], carry[i + 1];
  cx carry[i], b[i];
}
sum[0:3] = measure b;
sum[4] = measure carry[4];
