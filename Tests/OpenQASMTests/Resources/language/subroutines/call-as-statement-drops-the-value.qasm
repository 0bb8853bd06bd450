// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
def flip(qubit a) -> bit {
  x a;
  return measure a;
}
qubit q;
bit c;
flip(q);
c = measure q;
