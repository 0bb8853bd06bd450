// parse: ok
// check: error 8
// reading: scope
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
def flip() {
  x q;
}
flip();
