// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate turn(θ) α { rx(θ) α; }
qubit ψ;
bit c;
turn(π) ψ;
c = measure ψ;
