// parse: ok
// check: ok
// run: {"0 00": 0.25, "0 01": 0.25, "1 10": 0.25, "0 11": 0.25}
// reading: registers
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
bit r;
h q;
c = measure q;
if (c == 2) r = 1;
