// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
@example.reversible
gate flip a { x a; }
@example.inline
def once(qubit a) { flip a; }
qubit q;
@example.bind port
output bit c;
once(q);
c = measure q;
