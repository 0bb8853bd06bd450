// parse: ok
// check: ok
// run: {"0": 1}
// reading: durationof
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
duration d = durationof({ x q; });
delay[d] q;
c = measure q;
