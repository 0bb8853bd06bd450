// parse: ok
// check: ok
// run: {"0": 0.5, "1": 0.5}
// reading: powers
OPENQASM 3.0;
include "stdgates.inc";
gate mixed a {
  h a;
  s a;
}
qubit q;
bit c;
pow(4) @ mixed q;
c = measure q;
