// parse: ok
// check: ok
// run: {"0": 0.125, "1": 0.875}
// outputs: {"tries": {"1": 0.5, "2": 0.25, "3": 0.25}}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit success;
output int tries;
while (!success && tries < 3) {
  reset q;
  h q;
  success = measure q;
  tries += 1;
}
