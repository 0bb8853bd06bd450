// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
for int i in [1:3] {
  box {
    x q;
    delay[i * 10ns] q;
  }
}
c = measure q;
