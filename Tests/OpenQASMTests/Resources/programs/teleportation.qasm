// parse: ok
OPENQASM 3.0;
include "stdgates.inc";

// The state to send, and the pair that carries it.
qubit message;
qubit[2] pair;
bit[2] outcome;
output bit received;

U(0.3, 0.2, 0.1) message;
h pair[0];
cx pair[0], pair[1];
cx message, pair[0];
h message;
outcome[0] = measure message;
outcome[1] = measure pair[0];
if (outcome[1] == 1) x pair[1];
if (outcome[0] == 1) {
  z pair[1];
}
received = measure pair[1];
