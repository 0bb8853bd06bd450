// parse: ok
// check: ok
// run: {"111": 1}
// reading: durationof
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[3] r;
duration one = durationof({ x q[0]; delay[30ns] q[0]; delay[20ns] q[0]; });
duration two = durationof({ delay[30ns] q[0]; delay[70ns] q[1]; });
duration three = durationof({ x q[0]; h q[1]; });
r[0] = (one == 50ns);
r[1] = (two == 70ns);
r[2] = (three == 0ns);
