// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate quarter a {
  gphase(pi / 2);
}
qubit[2] q;
bit[2] c;
h q[0];
ctrl @ quarter q[0], q[1];
ctrl @ quarter q[0], q[1];
h q[0];
c = measure q;
