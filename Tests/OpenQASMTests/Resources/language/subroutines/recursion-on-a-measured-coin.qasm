// parse: ok
// check: ok
// run: {"0 00": 0.5, "1 01": 0.25, "1 11": 0.25}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit[2] tosses;
bit lost;
def toss(qubit a) -> bit {
  reset a;
  h a;
  return measure a;
}
tosses[0] = toss(q);
if (tosses[0]) tosses[1] = toss(q);
lost = tosses[0];
