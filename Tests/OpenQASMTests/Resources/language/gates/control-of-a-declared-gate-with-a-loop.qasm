// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate three a {
  for int i in [0:2] x a;
}
qubit[3] q;
bit[3] c;
x q[0];
ctrl @ three q[0], q[2];
ctrl @ three q[1], q[0];
c = measure q;
