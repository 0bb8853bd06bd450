// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate once a { x a; }
gate thrice a { once a; once a; once a; }
def flip(qubit a) { thrice a; }
def outer(qubit a) { flip(a); }
qubit q;
bit c;
outer(q);
c = measure q;
