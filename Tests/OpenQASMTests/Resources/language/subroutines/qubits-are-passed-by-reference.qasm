// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
def prepare(qubit a) { reset a; x a; }
def twice(qubit a) { prepare(a); prepare(a); }
qubit q;
bit c;
h q;
twice(q);
c = measure q;
