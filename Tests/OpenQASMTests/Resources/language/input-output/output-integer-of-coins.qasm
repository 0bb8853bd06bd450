// parse: ok
// check: ok
// run: {"00": 0.25, "01": 0.25, "10": 0.25, "11": 0.25}
// outputs: {"ones": {"0": 0.25, "1": 0.5, "2": 0.25}}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
output int ones;
h q;
c = measure q;
for bit b in c {
  if (b) ones += 1;
}
