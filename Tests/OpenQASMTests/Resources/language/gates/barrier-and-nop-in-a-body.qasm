// parse: ok
// check: ok
// run: {"11": 1}
// reading: gate-bodies
OPENQASM 3.2;
include "stdgates.inc";
gate spaced a, b {
  x a;
  barrier a, b;
  nop b;
  x b;
}
qubit[2] q;
bit[2] c;
spaced q[0], q[1];
c = measure q;
