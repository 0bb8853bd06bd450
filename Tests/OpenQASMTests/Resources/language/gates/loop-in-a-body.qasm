// parse: ok
// check: ok
// run: {"1": 1}
// reading: gate-bodies
OPENQASM 3.0;
include "stdgates.inc";
const int rounds = 5;
gate flips a {
  for int i in [1:rounds] {
    x a;
  }
}
qubit q;
bit c;
flips q;
c = measure q;
