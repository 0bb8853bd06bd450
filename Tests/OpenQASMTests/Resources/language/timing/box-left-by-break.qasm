// parse: ok
// check: ok
// run: {"10": 1}
// reading: box-scope
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
def flip(qubit a) {
  box {
    x a;
    return;
  }
}
for int i in [0:3] {
  box {
    x q[0];
    if (i == 1) { break; }
  }
}
flip(q[1]);
c = measure q;
box { end; }
