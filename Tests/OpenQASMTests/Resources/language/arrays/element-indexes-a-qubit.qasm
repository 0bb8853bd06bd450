// parse: ok
// check: ok
// run: {"100": 1}
OPENQASM 3.0;
include "stdgates.inc";
array[uint[8], 2] a = {1, 2};
qubit[3] q;
bit[3] c;
x q[a[1]];
c = measure q;
