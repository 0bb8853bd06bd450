// parse: ok
// check: ok
// run: {"11": 1}
// input: small=17
// input: nibble=3
// reading: promotion
OPENQASM 3.0;
include "stdgates.inc";
input int[8] small;
input uint[4] nibble;
qubit[2] q;
bit[2] c;
rx(small * small * (pi / 11)) q[0];
rx(-nibble * (pi / 13)) q[1];
c = measure q;
