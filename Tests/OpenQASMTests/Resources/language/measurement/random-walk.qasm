// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"position": {"-3": 0.125, "-1": 0.375, "1": 0.375, "3": 0.125}}
OPENQASM 3.0;
include "stdgates.inc";
qubit coin;
output int position;
for int i in [1:3] {
  reset coin;
  h coin;
  bit c = measure coin;
  if (c) position += 1;
  else position -= 1;
}
