// parse: ok
// check: ok
// run: {"01": 1}
// reading: gate-bodies
OPENQASM 3.0;
include "stdgates.inc";
gate wind(t) a, b {
  for uint i in [1:3] {
    rx(i * t) a;
    cx a, b;
    rz(t) b;
  }
}
qubit[2] q;
bit[2] c;
x q[0];
wind(0.3) q[0], q[1];
inv @ wind(0.3) q[0], q[1];
c = measure q;
