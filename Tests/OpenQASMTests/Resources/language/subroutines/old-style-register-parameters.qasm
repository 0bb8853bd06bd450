// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
include "stdgates.inc";
def store(creg c[2], qreg a[2]) -> bit[2] {
  if (c == 1) x a[0];
  return measure a;
}
qubit[2] q;
bit[2] r = "01";
r = store(r, q);
