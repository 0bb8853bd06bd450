// OpenQASM 2: Bernstein and Vazirani's algorithm finds the secret 1011 of a parity function in one question.
//
//   shotglass run qasm/bernstein_vazirani.qasm --shots 10
//   shotglass format qasm/bernstein_vazirani.qasm
//
// Every shot reads 1011; the second command shows the program as OpenQASM 3.
OPENQASM 2.0;
include "qelib1.inc";

// The parity of the bits at which the secret has a one.
gate parity a, b, c, d, answer {
  cx a, answer;
  cx b, answer;
  cx d, answer;
}

qreg q[4];
qreg answer[1];
creg secret[4];

x answer;
h answer;
h q;
barrier q, answer;

parity q[0], q[1], q[2], q[3], answer[0];

barrier q, answer;
h q;
measure q -> secret;
