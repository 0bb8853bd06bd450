// The quantum Fourier transform of four qubits, as a gate of its own, and its inverse through a modifier.
//
// A register in the state |5> is transformed, every amplitude now has the same size and the number sits in the phases,
// and the inverse transform brings the number back.
//
//   shotglass run qasm/qft4.qasm --shots 100
//
// Every shot reads 0101, which is 5.
OPENQASM 3.0;
include "stdgates.inc";

gate qft4 a, b, c, d {
  h d;
  cp(pi / 2) c, d;
  cp(pi / 4) b, d;
  cp(pi / 8) a, d;
  h c;
  cp(pi / 2) b, c;
  cp(pi / 4) a, c;
  h b;
  cp(pi / 2) a, b;
  h a;
  swap a, d;
  swap b, c;
}

bit[4] number;
qubit[4] q;

// 5 = 4 + 1: qubit 0 is the least significant.
x q[0];
x q[2];

qft4 q[0], q[1], q[2], q[3];
barrier q;
inv @ qft4 q[0], q[1], q[2], q[3];

number = measure q;
