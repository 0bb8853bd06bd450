// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
for angle[8] a in {pi / 4, pi / 4, pi / 2} {
  rx(a) q;
}
c = measure q;
