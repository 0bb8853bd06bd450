// parse: ok
// check: ok
// run: {"01": 1}
// input: no=0
// input: yes=1
OPENQASM 3.0;
include "stdgates.inc";
input int no;
input float yes;
qubit[2] q;
bit[2] c;
def flip(qubit a) -> bool {
  x a;
  return true;
}
bool first = no && flip(q[1]);
bool second = yes || flip(q[1]);
if (yes && flip(q[0])) { }
c = measure q;
