// parse: ok
// check: ok
// run: {"0": 1}
// reading: undefined
OPENQASM 3.0;
include "stdgates.inc";
stretch gap;
qubit q;
bit c;
delay[gap] q;
c = measure q;
