// The same input encoded again and again between trainable rotations.
OPENQASM 3.0;
include "stdgates.inc";
input float[64] x_0;
input float[64] theta_0;
input float[64] theta_1;
input float[64] theta_2;
qubit q;
rx(x_0) q;
rz(theta_0) q;
ry(x_0 * theta_1) q;
rx(x_0) q;
rz(theta_1 + theta_2) q;
ry(theta_2 - pi / 2) q;
