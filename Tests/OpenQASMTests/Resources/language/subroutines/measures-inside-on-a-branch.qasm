// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
def clean(qubit a) -> bit {
  bit c = measure a;
  if (c) x a;
  return measure a;
}
qubit q;
bit r;
h q;
r = !clean(q);
