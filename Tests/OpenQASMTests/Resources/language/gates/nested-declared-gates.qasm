// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate first(t) a { rx(t) a; }
gate second(t) a, b { first(t / 2) a; first(t / 2) b; }
gate third(t) a, b { second(t) b, a; second(t) a, b; }
qubit[2] q;
bit[2] c;
third(pi) q[0], q[1];
c = measure q;
