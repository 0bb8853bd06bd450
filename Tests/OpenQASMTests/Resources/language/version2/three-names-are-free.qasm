// parse: ok
// check: ok
// run: {"1": 1}
// reading: version2
OPENQASM 2.0;
include "qelib1.inc";
qreg qubit[1];
creg def[1];
gate box a { x a; }
box qubit[0];
measure qubit -> def;
