// parse: ok
// check: ok
// run: {"01100": 1}
OPENQASM 3.0;
include "stdgates.inc";
def flip(qubit[2] pair) {
  x pair;
}
qubit[5] q;
bit[5] c;
flip(q[2:3]);
c = measure q;
