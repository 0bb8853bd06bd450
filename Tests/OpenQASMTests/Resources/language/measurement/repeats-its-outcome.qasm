// parse: ok
// check: ok
// run: {"000": 0.5, "111": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit[3] c;
h q;
for int i in [0:2] c[i] = measure q;
