// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit state;
qubit helper;
bit[3] found;
x state;
for int k in [0:2] {
  reset helper;
  h helper;
  ctrl @ pow(2 ** (2 - k)) @ p(2 * pi * 5 / 8) helper, state;
  for int j in [0:k - 1] {
    if (found[j]) p(-pi / 2 ** (k - j)) helper;
  }
  h helper;
  found[k] = measure helper;
}
