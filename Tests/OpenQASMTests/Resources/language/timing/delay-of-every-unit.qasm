// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
delay[4dt] q;
delay[1ns] q;
delay[1.5us] q;
delay[0.1µs] q;
delay[2ms] q;
delay[1 s] q;
x q;
c = measure q;
