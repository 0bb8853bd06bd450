// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate half_turns(t) a {
  rx(t / 2) a;
  rx(t / 2) a;
}
qubit[4] q;
bit[2] c;
half_turns(pi) q[0:2:2];
c[0] = measure q[0];
c[1] = measure q[2];
