// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"tosses": {"1": 0.5, "2": 0.25, "3": 0.125, "4": 0.0625, "5": 0.0625}}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
output int tosses;
bool head = false;
while (!head) {
  reset q;
  h q;
  head = measure q;
  tosses += 1;
  if (tosses == 5) break;
}
