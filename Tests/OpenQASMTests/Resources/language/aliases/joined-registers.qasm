// parse: ok
// check: ok
// run: {"01 100": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] a;
qubit[2] b;
let all = a ++ b;
bit[3] c;
bit[2] d;
x all[2];
x all[-2];
c = measure a;
d = measure b;
