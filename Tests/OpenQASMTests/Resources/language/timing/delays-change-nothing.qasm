// parse: ok
// check: ok
// run: {"01": 1}
// reading: timing
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
duration wait = 200ns;
x q[0];
delay[100ns] q[0];
delay[wait] q;
delay[2 * wait + 1us] q[1];
c = measure q;
