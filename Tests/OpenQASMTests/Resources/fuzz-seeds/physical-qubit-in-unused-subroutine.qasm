// parse: ok
// check: ok
// run: {"11": 1}
// reading2 scope
OPENQASM 3.0;
include "stdgates.inc";
def flip() {
  x $1;
}
1;
