// parse: ok
// check: ok
// run: {"0110": 1}
OPENQASM 3.0;
include "stdgates.inc";
def transform(qubit[4] a) {
  for int i in [3:-1:0] {
    h a[i];
    for int j in [i - 1:-1:0] cp(pi / 2.0 ** (i - j)) a[j], a[i];
  }
}
def back(qubit[4] a) {
  for int i in [0:3] {
    for int j in [0:i - 1] inv @ cp(pi / 2.0 ** (i - j)) a[j], a[i];
    h a[i];
  }
}
qubit[4] q;
bit[4] c;
x q[1:2];
transform(q);
back(q);
c = measure q;
