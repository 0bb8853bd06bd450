// parse: ok
// check: ok
// run: {"1": 1}
// input: a=2.5
// reading: angle
OPENQASM 3.0;
include "stdgates.inc";
input angle a;
qubit q;
bit c;
rx(angle[2](a)) q;
c = measure q;
