// parse: ok
// check: ok
// run: fault 10
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
int ticks = 3;
box[ticks * 1ns] { x q; }
ticks -= 4;
box[ticks * 1ns] { x q; }
