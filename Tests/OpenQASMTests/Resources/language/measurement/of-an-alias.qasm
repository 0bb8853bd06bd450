// parse: ok
// check: ok
// run: {"110": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] a;
qubit[2] b;
let three = a[1:1] ++ b;
bit[3] c;
x b;
c = measure three;
