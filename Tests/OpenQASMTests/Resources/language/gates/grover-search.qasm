// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate mark a, b { x a; cz a, b; x a; }
gate diffuse a, b {
  h a; h b;
  x a; x b;
  cz a, b;
  x a; x b;
  h a; h b;
}
qubit[2] q;
bit[2] c;
h q;
mark q[0], q[1];
diffuse q[0], q[1];
c = measure q;
