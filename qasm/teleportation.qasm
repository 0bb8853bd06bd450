// Teleportation with its corrections as controlled gates, so that nothing has to react to a measurement.
//
// The message, rotated by 1.2 about X and 0.7 about Z, goes from `message` to `bob` over a shared Bell pair. At the
// end the preparation is undone on `bob`, which must therefore read 0.
//
//   shotglass run qasm/teleportation.qasm --shots 1000
//
// Only the leftmost bit, `arrived`, is certain: it is 0 in every shot.
OPENQASM 3.0;
include "stdgates.inc";

gate prepare a {
  rx(1.2) a;
  rz(0.7) a;
}

bit[2] sent;
bit arrived;
qubit message;
qubit alice;
qubit bob;

prepare message;

// The Bell pair that both sides hold beforehand.
h alice;
cx alice, bob;

// Alice measures in the Bell basis; the controlled gates read her qubits before the measurement does.
cx message, alice;
h message;
cx alice, bob;
cz message, bob;

inv @ prepare bob;

sent[0] = measure message;
sent[1] = measure alice;
arrived = measure bob;
