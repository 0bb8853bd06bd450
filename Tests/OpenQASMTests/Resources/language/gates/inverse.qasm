// parse: ok
// check: ok
// run: {"000": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate mixed(t) a, b {
  rx(t) a;
  cx a, b;
  s b;
  ry(2 * t) b;
}
qubit[3] q;
bit[3] c;
mixed(0.7) q[0], q[2];
inv @ mixed(0.7) q[0], q[2];
inv @ inv @ x q[1];
inv @ x q[1];
c = measure q;
