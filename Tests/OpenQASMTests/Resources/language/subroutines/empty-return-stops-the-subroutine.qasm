// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
include "stdgates.inc";
def maybe(bool stop, qubit[2] a) {
  x a[0];
  if (stop) return;
  x a[1];
}
qubit[2] q;
bit[2] c;
maybe(true, q);
c = measure q;
