// parse: ok
// check: ok
// run: {"11": 1}
// reading: scope
OPENQASM 3.0;
include "stdgates.inc";
def flip() {
  x $1;
}
bit[2] c;
flip();
x $0;
c[0] = measure $0;
c[1] = measure $1;
