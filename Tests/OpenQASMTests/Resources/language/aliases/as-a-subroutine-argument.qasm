// parse: ok
// check: ok
// run: {"1010": 1}
OPENQASM 3.0;
include "stdgates.inc";
def flip(qubit[2] a) { x a; }
qubit[4] q;
bit[4] c;
let odd = q[1:2:3];
flip(odd);
c = measure q;
