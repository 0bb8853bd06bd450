// What can be made of a gate with the modifiers `inv`, `pow`, `ctrl` and `negctrl`.
//
//   shotglass run qasm/modifiers.qasm --shots 100
//
// Every line has a twin that undoes it, so each shot reads 0000.
OPENQASM 3.0;
include "stdgates.inc";

gate turn(angle_0) a, b {
  rx(angle_0) a;
  cx a, b;
  rz(angle_0 / 2) b;
}

bit[4] c;
qubit[4] q;

// A gate and its inverse.
turn(0.9) q[0], q[1];
inv @ turn(0.9) q[0], q[1];

// Two square roots make one gate.
pow(0.5) @ x q[0];
pow(0.5) @ x q[0];
x q[0];

// A Toffoli gate in two spellings.
h q[0];
h q[1];
ctrl(2) @ x q[0], q[1], q[2];
ccx q[0], q[1], q[2];

// Controlled on 0: the same as on 1 between two x gates.
negctrl @ ctrl @ turn(0.4) q[0], q[1], q[2], q[3];
x q[0];
inv @ ctrl(2) @ turn(0.4) q[0], q[1], q[2], q[3];
x q[0];

// A global phase becomes visible under a control: this is p(pi / 3), and its inverse.
ctrl @ gphase(pi / 3) q[0];
p(-pi / 3) q[0];
h q[0];
h q[1];

c = measure q;
