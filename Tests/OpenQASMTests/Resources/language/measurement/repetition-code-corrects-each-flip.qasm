// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] data;
qubit[2] helper;
output bit[3] r;
bit[2] syndrome;
for int flipped in [0:2] {
  reset data;
  reset helper;
  x data;
  x data[flipped];
  for int i in [0:1] {
    cx data[i], helper[i];
    cx data[i + 1], helper[i];
  }
  syndrome = measure helper;
  if (syndrome == 1) x data[0];
  if (syndrome == 3) x data[1];
  if (syndrome == 2) x data[2];
}
r = measure data;
