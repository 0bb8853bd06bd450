// parse: ok
// check: ok
// run: {"1": 1}
// input: rounds=7
OPENQASM 3.0;
include "stdgates.inc";
input uint rounds;
qubit q;
bit c;
for uint i in [1:rounds] x q;
c = measure q;
