// A spin echo: waiting, a half turn, waiting again. What a constant field did in the first wait, the second undoes.
//
// The box tells a device to keep the sequence together, and how long it may take.
//
//   shotglass run qasm/echo.qasm --shots 100
//
// Without noise the waits do nothing, and every shot reads 0.
OPENQASM 3.0;
include "stdgates.inc";

bit c;
qubit q;

sx q;
box[2us] {
  delay[900ns] q;
  x q;
  delay[900ns] q;
  x q;
}
inv @ sx q;

c = measure q;
