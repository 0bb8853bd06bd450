// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
angle half = pi;
qubit q;
bit c;
rx(half) q;
c = measure q;
