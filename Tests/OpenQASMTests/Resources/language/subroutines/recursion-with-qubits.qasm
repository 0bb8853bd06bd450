// parse: ok
// check: ok
// run: {"0000": 0.5, "1111": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
def chain(int i, qubit[4] a) {
  if (i == 3) return;
  cx a[i], a[i + 1];
  chain(i + 1, a);
}
qubit[4] q;
bit[4] c;
h q[0];
chain(0, q);
c = measure q;
