// parse: ok
// check: ok
// run: {"0": 0.5, "1": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
gphase(pi / 3);
h q;
inv @ gphase(0.1);
c = measure q;
