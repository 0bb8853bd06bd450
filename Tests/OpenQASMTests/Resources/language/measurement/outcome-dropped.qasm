// parse: ok
// check: ok
// run: {"0": 0.5, "1": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
h q;
measure q;
h q;
c = measure q;
