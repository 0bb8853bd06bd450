// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate turn a {
  h a;
  t a;
  h a;
}
qubit q;
bit c;
pow(4) @ turn q;
c = measure q;
