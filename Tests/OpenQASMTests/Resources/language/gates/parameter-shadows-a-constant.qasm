// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
const float amount = 0.0;
gate turn(amount) a { rx(amount) a; }
gate still a { rx(amount) a; }
qubit q;
bit c;
turn(pi) q;
still q;
c = measure q;
