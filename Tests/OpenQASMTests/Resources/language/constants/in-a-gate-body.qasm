// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
const float half_turn = pi;
gate flip q { U(half_turn, 0, half_turn) q; }
qubit q;
flip q;
bit c = measure q;
