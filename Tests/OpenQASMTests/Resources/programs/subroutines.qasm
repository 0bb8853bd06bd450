// parse: ok
include "stdgates.inc";
const uint[8] width = 4;
/* The parity of a register:
   one round over its qubits. */
def parity(qubit[width] data, qubit helper) -> bit {
  for uint i in [0:width - 1] { cx data[i], helper; }
  return measure helper;
}
def nothing() {}
def scale(float[64] x, mutable array[float[64], #dim = 2] m, readonly array[float[64], 3, 3,] n,) -> float[64] {
  m[0, 0] = n[1, 2] * x;
  return m[0, 0] / 2;
}
extern clock() -> uint[64];
extern decode(bit[7], readonly array[angle[32], #dim = 1], creg[3],) -> angle;
qubit[width] q; qubit a;
bit p = parity(q) a;
p = parity(q) a;
parity q, a -> p;
nothing();
uint[64] now = clock();
