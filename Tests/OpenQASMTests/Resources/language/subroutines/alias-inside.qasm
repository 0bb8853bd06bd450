// parse: ok
// check: ok
// run: {"0110": 1}
OPENQASM 3.0;
include "stdgates.inc";
def middle(qubit[4] a) {
  let part = a[1:2];
  x part;
}
qubit[4] q;
bit[4] c;
middle(q);
c = measure q;
