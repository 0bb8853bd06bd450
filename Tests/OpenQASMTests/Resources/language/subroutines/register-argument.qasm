// parse: ok
// check: ok
// run: {"110": 1}
OPENQASM 3.0;
include "stdgates.inc";
def flip_from(int first, qubit[3] a) {
  for int i in [first:2] x a[i];
}
qubit[3] q;
bit[3] c;
flip_from(1, q);
c = measure q;
