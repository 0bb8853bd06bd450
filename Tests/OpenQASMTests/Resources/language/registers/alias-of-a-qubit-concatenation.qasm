// parse: ok
// check: ok
// run: {"10 001": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] a;
qubit[2] b;
let all = a ++ b;
x all[0];
x all[-1];
bit[3] c = measure a;
bit[2] d = measure b;
