// parse: ok
// check: ok
// run: {"1": 1}
// reading: timing
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
duration wait = 10ns;
x q;
for int i in [1:3] {
  delay[wait] q;
  wait = wait * 2;
}
c = measure q;
