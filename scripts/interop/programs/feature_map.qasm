// A second-order feature map: products of inputs inside angles.
OPENQASM 3.0;
include "stdgates.inc";
input float[64] x_0;
input float[64] x_1;
input float[64] x_2;
qubit[3] q;
bit[3] c;
h q;
p(2 * x_0) q[0];
p(2 * x_1) q[1];
p(2 * x_2) q[2];
cx q[0], q[1];
p(2 * (pi - x_0) * (pi - x_1)) q[1];
cx q[0], q[1];
cx q[1], q[2];
p(2 * (pi - x_1) * (pi - x_2)) q[2];
cx q[1], q[2];
c = measure q;
