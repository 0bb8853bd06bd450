// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate flip(a, b) one, two {
  rx(a + b) one;
  ry(2 * a) two;
}
qubit[2] q;
bit[2] c;
flip(pi / 2, pi / 2) q[1], q[0];
c = measure q;
