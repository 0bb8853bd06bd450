// parse: ok
// check: ok
// run: {"0": 0.5, "1": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
array[float[64], 2] parts = {0.25, 0.25};
qubit q;
bit c;
for float[64] f in parts rx(pi * f) q;
c = measure q;
