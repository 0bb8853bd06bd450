// parse: ok
// check: ok
// run: {"0": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit coin;
output bit r;
h q;
coin = measure q;
if (coin) x q;
r = measure q;
