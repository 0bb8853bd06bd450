// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
float total = 0.0;
float step = pi / 8;
while (total < pi - 0.01) {
  rx(step) q;
  total += step;
}
c = measure q;
