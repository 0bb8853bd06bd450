// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
for int i in [0:2] for int j in [0:2] for int k in [0:2] x q;
c = measure q;
