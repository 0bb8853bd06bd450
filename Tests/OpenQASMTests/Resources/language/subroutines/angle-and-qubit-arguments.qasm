// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
def turn(angle[16] t, qubit a) {
  rx(t) a;
  rx(t + t) a;
}
qubit q;
bit c;
turn(pi / 4, q);
turn(3 * pi / 4, q);
c = measure q;
