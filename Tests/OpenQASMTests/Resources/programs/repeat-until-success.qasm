// parse: ok
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] ancilla; qubit target;
bit[2] flags = "11";
int[32] tries = 0;
while (int[2](flags) != 0 && tries < 100) {
  reset ancilla;
  h ancilla; ccx ancilla[0], ancilla[1], target;
  s target;
  ccx ancilla[0], ancilla[1], target;
  z target;
  h ancilla;
  flags = measure ancilla;
  tries += 1;
  if (tries > 50) { break; } else { continue; }
}
end;
