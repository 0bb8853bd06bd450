// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate steps(t) a {
  for uint i in [1:4] rx(i * t) a;
}
qubit q;
bit c;
steps(pi / 10) q;
c = measure q;
