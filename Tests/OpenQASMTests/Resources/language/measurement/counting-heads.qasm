// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"heads": {"0": 0.0625, "1": 0.25, "2": 0.375, "3": 0.25, "4": 0.0625}}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
output int heads;
for int i in [1:4] {
  reset q;
  h q;
  bit c = measure q;
  heads += c;
}
