// parse: ok
// check: ok
// run: {"1": 1}
// input: theta=1.5707963267948966
OPENQASM 3.0;
include "stdgates.inc";
input angle[32] theta;
qubit q;
bit c;
rx(theta) q;
rx(theta) q;
c = measure q;
